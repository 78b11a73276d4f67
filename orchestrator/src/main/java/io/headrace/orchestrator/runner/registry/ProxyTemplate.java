package io.headrace.orchestrator.runner.registry;

import io.headrace.orchestrator.byoc.RefusedException;
import java.net.URI;

/**
 * The form of the addresses that are generated for a runner's sessions: {@code {proxy}} stands once in it, in the host or as
 * the last piece of the path. Whatever answers at an address of another host leads to {@code /run/{proxy}} of this node.
 *
 * @param text empty for this node's own
 */
public record ProxyTemplate(String text) {

    private static final String PLACE = "{proxy}";
    private static final String OWN = "/run/";

    /** @throws RefusedException when it is of another form */
    public static ProxyTemplate of(String text) throws RefusedException {
        if (!text.isEmpty() && !isValid(text)) {
            throw new RefusedException("invalid proxy");
        }
        return new ProxyTemplate(text);
    }

    private static boolean isValid(String text) {
        int place = text.indexOf(PLACE);
        if (place < 0 || text.indexOf(PLACE, place + 1) >= 0) {
            return false;
        }
        try {
            var filled = URI.create(text.replace(PLACE, "x"));
            boolean web = "https".equals(filled.getScheme()) || "http".equals(filled.getScheme());
            boolean plain = filled.getRawQuery() == null && filled.getRawFragment() == null;
            return web && plain && filled.getHost() != null && (text.endsWith("/" + PLACE) || isInHost(text, place));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean isInHost(String text, int place) {
        int host = text.indexOf("//") + 2;
        int path = text.indexOf('/', host);
        return place >= host && (path < 0 || place < path);
    }

    /** @param serviceUri of this node */
    public String url(String proxy, String serviceUri) {
        return text.isEmpty() ? serviceUri + OWN + proxy : text.replace(PLACE, proxy);
    }
}
