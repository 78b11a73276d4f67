package io.headrace.gateway.batch.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.ChatEvents;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.chat.ChatEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes an answer in pieces to a client as they come, those that came together in one write. While none comes a comment
 * goes out now and then, so that connections stay open and a client that has left is noticed. Ends with
 * {@code data: [DONE]}.
 */
record ChatAnswer(Duration heartbeat) {

    private static final String COMMENT = ": waiting\n\n";

    /** @throws IOException when the client has left */
    void send(Exchange exchange, Headers headers, ChatEvents events) throws IOException, InterruptedException {
        var head = headers.with("Content-Type", "text/event-stream").with("Cache-Control", "no-cache");
        try (var body = exchange.begin(200, head)) {
            boolean over = false;
            while (!over) {
                var next = events.next(heartbeat);
                body.write(ByteBuffer.wrap(text(next).getBytes(UTF_8)));
                over = !next.isEmpty() && !(next.getLast() instanceof ChatEvent.Piece);
            }
        }
    }

    private static String text(List<ChatEvent> events) {
        return events.isEmpty()
                ? COMMENT
                : events.stream().map(event -> event.encode().text()).collect(Collectors.joining());
    }
}
