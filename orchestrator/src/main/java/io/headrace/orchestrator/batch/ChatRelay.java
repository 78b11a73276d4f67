package io.headrace.orchestrator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.chat.ChatEvent;
import io.headrace.wire.chat.ChatStream;
import io.headrace.wire.chat.TokenUsage;
import io.headrace.wire.sse.EventStreamDecoder;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes the pieces of a chat on as a runner makes them, those that came together in one write; none waits for another.
 * The answer begins with the first piece, so a runner that fails at once still gets its own status.
 *
 * <p>What gateways of ours see beside the pieces existing ones do not survive: they are told the end, and a failure in
 * the middle. Towards the others the end is the last piece, and a failure breaks the answer off.
 */
final class ChatRelay {

    private static final int CHUNK = 16 * 1024;

    private final Exchange exchange;
    private final Headers headers;
    private final Counting counting;
    private Optional<AnswerBody> answer = Optional.empty();
    private ChatStream stream = ChatStream.BEGINNING;
    private boolean finished;
    private long pieces;

    /** @param headers of the answer, beside those of an event stream */
    ChatRelay(Exchange exchange, Headers headers, Counting counting) {
        this.exchange = exchange;
        this.headers = headers.with("Content-Type", "text/event-stream").with("Cache-Control", "no-cache");
        this.counting = counting;
    }

    /** How it ended. */
    sealed interface Ending {
        /** All pieces were passed on; {@link #finish} comes next. */
        record Complete() implements Ending {}

        /** The runner failed before or in the middle; the gateway was told if the answer had begun. */
        record RunnerFailed(String sentence) implements Ending {}

        record GatewayLeft() implements Ending {}
    }

    /** Pieces that were passed on. */
    long pieces() {
        return pieces;
    }

    /** What the runner counted, as far as it was told. */
    Optional<TokenUsage> usage() {
        return stream.usage();
    }

    boolean hasBegun() {
        return answer.isPresent();
    }

    Ending relay(InputStream body) {
        try {
            var fault = pass(body);
            return fault.isPresent() ? failed(fault.get()) : complete();
        } catch (IOException gatewayLeft) {
            return new Ending.GatewayLeft();
        }
    }

    /**
     * Until the stream ends.
     *
     * @return what is wrong with the runner, if anything is
     * @throws IOException when the gateway is gone
     */
    private Optional<String> pass(InputStream body) throws IOException {
        var decoder = new EventStreamDecoder();
        byte[] chunk = new byte[CHUNK];
        while (!stream.done()) {
            int count;
            try {
                count = body.read(chunk);
            } catch (IOException brokenOff) {
                return Optional.of("its answer broke off: " + brokenOff.getMessage());
            }
            List<ServerEvent> events;
            try {
                events = count < 0
                        ? decoder.end().map(List::of).orElse(List.of())
                        : decoder.feed(ByteBuffer.wrap(chunk, 0, count));
            } catch (UnreadableException garbage) {
                return Optional.of(unreadable(garbage));
            }
            var together = new ArrayList<ChatEvent>();
            var fault = gather(events, together);
            write(together);
            if (fault.isPresent() || count < 0) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** Up to the first that cannot be told: what is wrong with it, if there is one. */
    private Optional<String> gather(List<ServerEvent> events, List<ChatEvent> together) {
        try {
            for (var event : events) {
                var known = ChatEvent.decode(event);
                finished |= known instanceof ChatEvent.Done
                        || (known instanceof ChatEvent.Piece(var piece)
                                && !piece.finishReason().isEmpty());
                var told = stream.after(known);
                stream = told.stream();
                for (var each : told.events()) {
                    if (each instanceof ChatEvent.Failed(var message)) {
                        return Optional.of(message);
                    }
                    together.add(each);
                }
            }
            return Optional.empty();
        } catch (UnreadableException garbage) {
            return Optional.of(unreadable(garbage));
        }
    }

    private static String unreadable(UnreadableException garbage) {
        return "its answer cannot be read: " + garbage.sentence();
    }

    private Ending complete() throws IOException {
        if (!finished) {
            return failed("its answer ended in the middle");
        }
        var told = stream.ended();
        stream = told.stream();
        write(told.events());
        if (answer.isEmpty()) {
            return failed("its answer ended before it had begun");
        }
        return new Ending.Complete();
    }

    /** Says that nothing follows a complete answer. */
    void finish() {
        try {
            var end = counting == Counting.OWN ? new ChatEvent.Done().encode().text() : "";
            answer.orElseThrow().finish(bytes(end));
        } catch (IOException gone) {
            // It had all pieces.
        }
    }

    private Ending failed(String sentence) throws IOException {
        if (answer.isPresent() && counting == Counting.OWN) {
            answer.get().finish(bytes(new ChatEvent.Failed(sentence).encode().text()));
        }
        return new Ending.RunnerFailed(sentence);
    }

    /** The pieces of these; the end is said once the answer is charged. */
    private void write(List<ChatEvent> events) throws IOException {
        var text = new StringBuilder();
        int count = 0;
        for (var event : events) {
            if (event instanceof ChatEvent.Piece) {
                text.append(event.encode().text());
                count++;
            }
        }
        if (count > 0) {
            send(bytes(text.toString()));
            pieces += count;
        }
    }

    private void send(ByteBuffer bytes) throws IOException {
        if (answer.isEmpty()) {
            answer = Optional.of(exchange.begin(200, headers, bytes));
        } else {
            answer.get().write(bytes);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
