package io.headrace.gateway.batch.work;

import io.headrace.gateway.batch.ChatEvents;
import io.headrace.transport.Answer;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.chat.ChatEvent;
import io.headrace.wire.chat.ChatStream;
import io.headrace.wire.chat.TokenUsage;
import io.headrace.wire.sse.EventStreamDecoder;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands the pieces of an answer on as they come, those that came with one reading together. Between the thread that reads and
 * the one that writes to the client few readings wait: a client that is slow slows the orchestrator down.
 */
final class ChatRelay implements ChatEvents {

    private static final int WAITING = 4;
    private static final int READ = 16 * 1024;

    /** In each what came with one reading. */
    private final BlockingQueue<List<ChatEvent>> pieces = new ArrayBlockingQueue<>(WAITING);

    private final EventStreamDecoder decoder = new EventStreamDecoder();
    private final OwnTime own;
    private ChatStream stream = ChatStream.BEGINNING;
    private boolean begun;
    private boolean reasonGiven;

    ChatRelay(OwnTime own) {
        this.own = own;
    }

    /** How a stream ended. */
    sealed interface End {
        /** As it should. */
        record Complete(Optional<TokenUsage> usage) implements End {}

        /** Before its first piece: somebody else may be asked. */
        record Unbegun(BatchFailure failure) implements End {}

        /** The client has a part of it, and was told. */
        record BrokenOff(String sentence) implements End {}
    }

    @Override
    public List<ChatEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(pieces.poll(patience.toNanos(), TimeUnit.NANOSECONDS))
                .orElse(List.of());
    }

    /**
     * Reads the stream to its end.
     *
     * @param first called once, when the first piece is there
     */
    End read(Answer answer, Runnable first) throws InterruptedException {
        try (var body = answer.body()) {
            var piece = new byte[READ];
            for (int count = body.read(piece); count >= 0 && !stream.done(); count = body.read(piece)) {
                if (!begun) {
                    own.heard();
                }
                var end = take(decoder.feed(ByteBuffer.wrap(piece, 0, count)), first);
                if (end.isPresent()) {
                    return end.get();
                }
            }
            var end = take(decoder.end().stream().toList(), first);
            return end.isPresent() ? end.get() : finished(first);
        } catch (InterruptedIOException abandoned) {
            throw new InterruptedException("The stream was given up");
        } catch (IOException | UnreadableException broken) {
            return broken(brokenOff(broken));
        }
    }

    /** An end that nobody gave a reason for is none: the connection was cut. */
    private End finished(Runnable first) throws InterruptedException {
        if (!reasonGiven && !stream.done()) {
            return broken("The stream broke off before its end");
        }
        var told = stream.ended();
        stream = told.stream();
        hand(told.events(), first);
        return new End.Complete(stream.usage());
    }

    private Optional<End> take(List<ServerEvent> events, Runnable first) throws InterruptedException {
        var together = new ArrayList<ChatEvent>();
        var fault = gather(events, together);
        hand(together, first);
        return fault.isPresent() ? Optional.of(broken(fault.get())) : Optional.empty();
    }

    /** Up to the first that cannot be told: why not, if there is one. */
    private Optional<String> gather(List<ServerEvent> events, List<ChatEvent> together) {
        try {
            for (var event : events) {
                var decoded = ChatEvent.decode(event);
                if (decoded instanceof ChatEvent.Failed(var message)) {
                    return Optional.of(message);
                }
                if (decoded instanceof ChatEvent.Piece(var piece)) {
                    reasonGiven |= !piece.finishReason().isEmpty();
                }
                var told = stream.after(decoded);
                stream = told.stream();
                together.addAll(told.events());
            }
            return Optional.empty();
        } catch (UnreadableException senseless) {
            return Optional.of(brokenOff(senseless));
        }
    }

    private void hand(List<ChatEvent> events, Runnable first) throws InterruptedException {
        if (events.isEmpty()) {
            return;
        }
        pieces.put(List.copyOf(events));
        if (!begun) {
            begun = true;
            first.run();
        }
    }

    private static String brokenOff(Exception why) {
        return "The stream broke off: " + why.getMessage();
    }

    private End broken(String sentence) throws InterruptedException {
        if (!begun) {
            return new End.Unbegun(new BatchFailure.Broken(sentence));
        }
        pieces.put(List.of(new ChatEvent.Failed(sentence)));
        return new End.BrokenOff(sentence);
    }
}
