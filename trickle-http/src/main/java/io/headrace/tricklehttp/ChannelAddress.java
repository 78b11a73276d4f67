package io.headrace.tricklehttp;

import io.headrace.transport.Headers;
import java.net.URI;

/**
 * Where a channel is, and what opens it.
 *
 * @param uri of the channel, without a slash at its end: {@code https://host:8935/ai/trickle/name}
 * @param token empty where the name alone opens it
 */
public record ChannelAddress(URI uri, String token) {
    public ChannelAddress {
        if (uri.toString().endsWith("/")) {
            throw new IllegalArgumentException("A channel's address ends with its name: " + uri);
        }
    }

    public static ChannelAddress of(URI uri) {
        return new ChannelAddress(uri, "");
    }

    URI segment(long seq) {
        return URI.create(uri + "/" + seq);
    }

    Headers headers() {
        return token.isEmpty() ? Headers.NONE : Headers.of(TrickleHeaders.AUTHORIZATION, TrickleHeaders.BEARER + token);
    }

    /** Not its token. */
    @Override
    public String toString() {
        return uri.toString();
    }
}
