package io.headrace.gateway.realtime.auth;

import java.util.Map;

/**
 * Somebody wants to publish, steer or watch a stream.
 *
 * @param stream as it stands in the path
 * @param url as a webhook is told it, without the key
 * @param key that was shown; empty when none
 * @param query the request's parameters, decoded; the first of each name
 * @param queryText the same as it stands in an address, for a webhook
 */
public record RealtimeAsk(Via via, String stream, String url, String key, Map<String, String> query, String queryText) {

    /** How they come. */
    public enum Via {
        RTMP,
        WHIP,
        /** Another server has the stream, by RTMP, and told us. */
        WEBHOOK,
        /** The same, of a stream that came to it by WHIP. */
        WEBHOOK_WHIP,
        /** Steering or watching what is there. */
        VISIT
    }

    public RealtimeAsk {
        query = Map.copyOf(query);
    }

    /** The same, by somebody who showed this key elsewhere than in the query. */
    public RealtimeAsk withKey(String shown) {
        return new RealtimeAsk(via, stream, url, shown, query, queryText);
    }

    /** The parameter of that name; empty text where there is none. */
    public String option(String name) {
        return query.getOrDefault(name, "");
    }

    /** Neither the key nor the query, which may hold it. */
    @Override
    public String toString() {
        return via + " of " + stream;
    }
}
