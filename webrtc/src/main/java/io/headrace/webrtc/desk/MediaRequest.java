package io.headrace.webrtc.desk;

import io.headrace.transport.Headers;
import java.util.Optional;

/**
 * A client that wants to publish or to watch.
 *
 * @param stream as it stands in the path; may contain {@code -}
 * @param query finds the request's query parameters
 * @param peerAddress of the HTTP request, in text form; proves no identity
 */
public record MediaRequest(String stream, Query query, Headers headers, String peerAddress) {

    /** The decoded value of a query parameter. */
    @FunctionalInterface
    public interface Query {
        Optional<String> parameter(String name);
    }
}
