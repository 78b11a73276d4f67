package io.headrace.gateway.live.auth;

import java.util.Optional;

/**
 * What somebody wants to publish.
 *
 * @param url of the request, as a webhook is told it
 * @param name of the stream in that URL
 * @param key that the client showed; empty when none
 * @param configuration JSON that came with the request; empty where there is none
 */
public record StreamAsk(Via via, String url, String name, String key, Optional<String> configuration) {

    /** The protocol that the client speaks. */
    public enum Via {
        /** Its addresses have a place for a key: one that is missing is a wrong one. */
        RTMP,
        /** Keys are an addition of ours: existing clients show none, and are known by their URL. */
        HTTP_PUSH,
        /** Its requests have a place for a key (RFC 9725 section 4.8): one that is missing is a wrong one. */
        WHIP
    }

    /** Whether a key that is missing is a wrong one. */
    boolean needsKey() {
        return via == Via.RTMP || via == Via.WHIP;
    }

    /** Without the key and the URL, which may hold it. */
    @Override
    public String toString() {
        return via + " of " + name;
    }
}
