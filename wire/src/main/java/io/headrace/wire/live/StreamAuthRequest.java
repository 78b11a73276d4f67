package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.json.JsonMapper;

/**
 * What a gateway asks its auth webhook before it takes a stream (wire protocol section 3.9); sent by {@code POST}.
 *
 * @param url of the stream: a {@link PushUrl} as text, or an {@code rtmp} address
 */
public record StreamAuthRequest(String url) {

    public static final String MEDIA_TYPE = "application/json";

    private static final JsonMapper JSON = new JsonMapper();

    /** The characters that could end a script are escaped, as existing gateways do. */
    public byte[] body() {
        var quoted = JSON.writeValueAsString(url)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
        return ("{\"url\":" + quoted + "}").getBytes(UTF_8);
    }
}
