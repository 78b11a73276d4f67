package io.headrace.webrtc.http;

import io.headrace.transport.Headers;

/** Pages of any origin may publish and watch: what guards a stream is not where its page came from. */
final class Cors {

    static final Headers ANY = Headers.of("Access-Control-Allow-Origin", "*")
            .with("Access-Control-Expose-Headers", "Location, ETag, Link");

    static final Headers PREFLIGHT = ANY.with("Access-Control-Allow-Methods", "OPTIONS, POST, PATCH, DELETE")
            .with("Access-Control-Allow-Headers", "Content-Type, Authorization, If-Match")
            .with("Access-Control-Max-Age", "86400");

    private Cors() {}
}
