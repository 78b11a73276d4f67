package io.headrace.trickle;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a channel is called: 1 to 128 characters that may stand unescaped in one piece of a URL's path. Whoever knows the
 * name of a channel without a token can read, write and close it, so a name is {@link #random} unless it is a
 * suffix of such a one.
 */
public record ChannelName(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]{1,128}");
    private static final int RANDOM_BYTES = 16;

    public ChannelName {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "Not a channel's name, 1 to 128 of [A-Za-z0-9._~!$&'()*+,;=:@-]: " + text);
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** 128 random bits in hexadecimal digits. */
    public static ChannelName random(Secrets secrets) {
        return new ChannelName(HexFormat.of().formatHex(secrets.bytes(RANDOM_BYTES)));
    }

    /** A sibling: the channels of one session share a random name and differ in what follows it, such as {@code -out}. */
    public ChannelName followedBy(String suffix) {
        return new ChannelName(text + suffix);
    }

    /** Names that begin with an underscore belong to the server and are never swept for idleness. */
    public boolean isReserved() {
        return text.startsWith("_");
    }

    @Override
    public String toString() {
        return text;
    }
}
