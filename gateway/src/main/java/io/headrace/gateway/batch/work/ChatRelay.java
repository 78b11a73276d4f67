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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands the pieces of an answer on as they come. Between the thread that reads and the one that writes to the client few
 * pieces wait: a client that is slow slows the orchestrator down.
 */
final class ChatRelay implements ChatEvents {

    private static final int WAITING = 16;
    private static final int PIECE = 8 * 1024;

    private final BlockingQueue<ChatEvent> pieces = new ArrayBlockingQueue<>(WAITING);
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
    public Optional<ChatEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(pieces.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Reads the stream to its end.
     *
     * @param first called once, when the first piece is there
     */
    End read(Answer answer, Runnable first) throws InterruptedException {
        try (var body = answer.body()) {
            var piece = new byte[PIECE];
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
            return broken("The stream broke off: " + broken.getMessage());
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

    private Optional<End> take(List<ServerEvent> events, Runnable first)
            throws UnreadableException, InterruptedException {
        for (var event : events) {
            var decoded = ChatEvent.decode(event);
            if (decoded instanceof ChatEvent.Failed(var message)) {
                return Optional.of(broken(message));
            }
            if (decoded instanceof ChatEvent.Piece(var piece)) {
                reasonGiven |= !piece.finishReason().isEmpty();
            }
            var told = stream.after(decoded);
            stream = told.stream();
            hand(told.events(), first);
        }
        return Optional.empty();
    }

    private void hand(List<ChatEvent> events, Runnable first) throws InterruptedException {
        for (var event : events) {
            pieces.put(event);
            if (!begun) {
                begun = true;
                first.run();
            }
        }
    }

    private End broken(String sentence) throws InterruptedException {
        if (!begun) {
            return new End.Unbegun(new BatchFailure.Broken(sentence));
        }
        pieces.put(new ChatEvent.Failed(sentence));
        return new End.BrokenOff(sentence);
    }
}
