package io.headrace.gateway.realtime.auth;

import io.headrace.transport.Headers;
import io.headrace.wire.realtime.LiveAuthRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Where an application decides about live streams.
 *
 * @param key shown to it in both of its headers; may be empty
 * @param gatewayHost as clients reach this gateway, {@code HOST[:PORT]}: addresses that the application is told begin with it
 */
public record LiveWebhook(URI address, String key, String gatewayHost) {

    Headers headers() {
        var headers = Headers.contentType(LiveAuthRequest.MEDIA_TYPE);
        return key.isEmpty()
                ? headers
                : headers.with(LiveAuthRequest.KEY_HEADER, key).with("Authorization", key);
    }

    /** Empty where nobody knows how this gateway is reached. */
    String url(String path) {
        return Optional.of(gatewayHost)
                .filter(host -> !host.isEmpty())
                .map(host -> "https://" + host + path)
                .orElse("");
    }
}
