package io.headrace.tricklehttp;

import io.headrace.transport.Answer;
import io.headrace.transport.TransportException;
import io.headrace.trickle.TrickleException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One request for a segment, on a virtual thread that waits for the head of its answer and makes the request anew where
 * that may help. Whoever started it takes the answer or closes it.
 */
final class Preconnect implements AutoCloseable {
    private final ChannelCalls calls;
    private final long seq;
    private final Pause pause;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final Thread thread;

    private Preconnect(ChannelCalls calls, long seq, Pause pause) {
        this.calls = calls;
        this.seq = seq;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("segment " + seq + " of " + calls).unstarted(this::run);
    }

    static Preconnect start(ChannelCalls calls, long seq, Pause pause) {
        var preconnect = new Preconnect(calls, seq, pause);
        preconnect.thread.start();
        return preconnect;
    }

    /** Any status; a failure only after all tries. */
    Answer await() throws TrickleException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw ChannelCalls.brokenOff("Segment " + seq + " of " + calls, failure);
            }
            throw new IllegalStateException("Asking for segment " + seq + " of " + calls, failed);
        }
    }

    private void run() {
        try {
            var found = ask();
            if (!answer.complete(found)) {
                close(found);
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }

    private Answer ask() throws TransportException, InterruptedException {
        int tries = 1;
        while (true) {
            try {
                var found = calls.subscribe(seq);
                if (found.status() < 500 || tries == calls.patience().tries()) {
                    return found;
                }
                close(found);
            } catch (TransportException failure) {
                if (failure.kind() == TransportException.Kind.HEADER_TIMEOUT) {
                    // Nothing went wrong: there is nothing to be had yet.
                    continue;
                }
                if (tries == calls.patience().tries()) {
                    throw failure;
                }
            }
            tries++;
            pause.of(calls.patience().betweenTries());
        }
    }

    @Override
    public void close() {
        if (!answer.completeExceptionally(new CancellationException("Given up"))
                && !answer.isCompletedExceptionally()) {
            close(answer.join());
        }
        thread.interrupt();
    }

    /** Whatever it still had to say. */
    static void close(Answer answer) {
        try {
            answer.close();
        } catch (IOException gone) {
            // It is given up already.
        }
    }
}
