package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * The address of a push as the network reports it to webhooks and in error texts: always {@code http}, without a query.
 *
 * @param host as in the request's {@code Host} header
 * @param path decoded; begins with a slash
 */
public record PushUrl(String host, String path) {

    private static final String UNESCAPED = "-_.~$&+,/:;=@";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public PushUrl {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash: \"" + path + "\"");
        }
    }

    /** The path as it travels, escaped. */
    public String target() {
        var text = new StringBuilder();
        for (byte each : path.getBytes(UTF_8)) {
            if (passes(each)) {
                text.append((char) each);
            } else {
                text.append('%').append(HEX.toHexDigits(each));
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "http://" + host + target();
    }

    private static boolean passes(byte each) {
        return each > 0 && (Character.isLetterOrDigit(each) || UNESCAPED.indexOf(each) >= 0);
    }
}
