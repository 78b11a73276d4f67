package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.AUTHORIZATION;
import static io.headrace.tricklehttp.TrickleHeaders.BEARER;
import static io.headrace.tricklehttp.TrickleHeaders.CONNECTION;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.trickle.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a trickle server says no with; clients know these words. */
final class Refusals {
    static final String STREAM_NOT_FOUND = "Stream not found";
    static final String INVALID_STREAM = "Invalid stream";
    static final String INVALID_INDEX = "Invalid idx";

    private Refusals() {}

    /** A publisher's connection ends with it: existing clients notice a refused preconnect by that alone. */
    static void unknownToPublisher(Exchange exchange) throws IOException {
        text(exchange, 404, Headers.of(CONNECTION, "close"), STREAM_NOT_FOUND);
    }

    static void unauthorized(Exchange exchange) throws IOException {
        text(
                exchange,
                401,
                Headers.of("WWW-Authenticate", "Bearer").with(CONNECTION, "close"),
                "This stream needs its token: Authorization: Bearer");
    }

    static boolean admitted(Exchange exchange, Channel channel) {
        var shown = exchange.headers().first(AUTHORIZATION).orElse("");
        return channel.access().admits(shown.startsWith(BEARER) ? shown.substring(BEARER.length()) : "");
    }

    /** One line of text in the form of {@link Exchange#refuse}, with more headers. */
    static void text(Exchange exchange, int status, Headers headers, String reason) throws IOException {
        exchange.answer(
                status,
                headers.with("Content-Type", "text/plain; charset=utf-8").with("X-Content-Type-Options", "nosniff"),
                ByteBuffer.wrap((reason + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** A desk can blame its client alone. */
    static int ofClient(int status) {
        return status >= 400 && status <= 499 ? status : 400;
    }
}
