package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.text.JsonObject;

/**
 * What a gateway asks its auth webhook before it takes a stream (wire protocol section 3.9); sent by {@code POST}.
 *
 * @param url of the stream: a {@link PushUrl} as text, or an {@code rtmp} address
 */
public record StreamAuthRequest(String url) {

    public static final String MEDIA_TYPE = "application/json";

    public byte[] body() {
        return new JsonObject().text("url", url).toString().getBytes(UTF_8);
    }
}
