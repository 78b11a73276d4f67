package io.headrace.gateway.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Answers that pages of every site may read. */
public final class PublicAnswers {

    private PublicAnswers() {}

    public static Headers open(Headers headers) {
        return headers.with("Access-Control-Allow-Origin", "*");
    }

    public static void refuse(Exchange exchange, int status, String sentence) throws IOException {
        var headers = Headers.contentType("text/plain; charset=utf-8").with("X-Content-Type-Options", "nosniff");
        exchange.answer(status, open(headers), ByteBuffer.wrap((sentence + "\n").getBytes(UTF_8)));
    }

    /**
     * To a browser that asks before it lets a page of another site ask.
     *
     * @param headers that the page may send
     */
    public static void allow(Exchange exchange, String headers) throws IOException {
        exchange.answer(
                204,
                open(Headers.of("Access-Control-Allow-Headers", headers)
                        .with("Access-Control-Allow-Methods", "OPTIONS, POST, GET")),
                ByteBuffer.allocate(0));
    }
}
