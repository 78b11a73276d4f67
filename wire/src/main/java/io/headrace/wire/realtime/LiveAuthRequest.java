package io.headrace.wire.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.text.JsonObject;

/**
 * What a gateway asks the auth webhook of live video-to-video before it takes a stream (real-time reference section 3.1):
 * a {@code POST} of JSON, with the bare key in both {@link #KEY_HEADER} and {@code Authorization}.
 *
 * @param stream its name, which is its key
 * @param query as it came with the stream; may be empty
 * @param gatewayHost as clients reach it; may be empty
 */
public record LiveAuthRequest(String stream, Source source, String query, String gatewayHost, Addresses addresses) {

    public static final String MEDIA_TYPE = "application/json";
    public static final String KEY_HEADER = "x-api-key";

    /** How the stream came. */
    public enum Source {
        RTMP("rtmp"),
        /** By a media server beside the gateway. */
        WHIP("whip"),
        /** By the gateway's own. */
        OWN_WHIP("livepeer-whip");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }

    /** Where the stream can be watched, asked about and changed. */
    public record Addresses(String whep, String status, String update) {}

    public byte[] body() {
        return new JsonObject()
                .text("stream", stream)
                .text("stream_key", stream)
                .text("type", source.word)
                .textIfAny("query_params", query)
                .text("gateway_host", gatewayHost)
                .text("whep_url", addresses.whep())
                .text("status_url", addresses.status())
                .text("update_url", addresses.update())
                .toString()
                .getBytes(UTF_8);
    }
}
