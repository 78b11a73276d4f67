package io.headrace.gateway.discovery;

import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/** What an orchestrator wrote into the registry, read as the place that it serves at. */
sealed interface RegisteredService {

    /** Characters of a refused text. */
    int MAX_SHOWN = 100;

    /** @param uri scheme, host, and perhaps port and path; equal for equal places */
    record At(URI uri) implements RegisteredService {}

    /** @param why in one sentence, with what was written */
    record Refused(String why) implements RegisteredService {}

    /**
     * Anybody may have written the text: it must be http or https with a host, without user, query and fragment, and
     * lead to where a gateway may be sent. Blocks while the host's name is looked up.
     */
    static RegisteredService read(String text, Reach reach, HostNames names) {
        if (text.isEmpty()) {
            return new Refused("nothing is registered");
        }
        URI written;
        try {
            written = new URI(text);
        } catch (URISyntaxException malformed) {
            return refused(text, "is no URI");
        }
        if (!"https".equalsIgnoreCase(written.getScheme()) && !"http".equalsIgnoreCase(written.getScheme())) {
            return refused(text, "is neither http nor https");
        }
        if (written.getHost() == null || written.getPort() > 0xFFFF) {
            return refused(text, "names no host and port");
        }
        if (written.getRawUserInfo() != null || written.getRawQuery() != null || written.getRawFragment() != null) {
            return refused(text, "has a user, a query or a fragment");
        }
        return switch (reach) {
            case ANYWHERE -> new At(plain(written));
            case PUBLIC -> onThePublicInternet(text, written, names);
        };
    }

    private static RegisteredService onThePublicInternet(String text, URI written, HostNames names) {
        try {
            return AddressRules.PUBLIC
                    .forbidden(written.getHost(), names)
                    .map(inside -> refused(text, "leads to " + inside.getHostAddress() + ", which is not public"))
                    .orElseGet(() -> new At(plain(written)));
        } catch (UnknownHostException nowhere) {
            return refused(text, "has a host whose name leads nowhere");
        }
    }

    private static URI plain(URI written) {
        var port = written.getPort() < 0 ? "" : ":" + written.getPort();
        var path = written.getRawPath().replaceAll("/+$", "");
        return URI.create((written.getScheme() + "://" + written.getHost()).toLowerCase(Locale.ROOT) + port + path);
    }

    /** The text is a stranger's, and may be shown on a terminal. */
    private static RegisteredService refused(String text, String why) {
        var shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return new Refused("\"" + shown.replaceAll("[^\\x20-\\x7e…]", "?") + "\" " + why);
    }
}
