package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.byoc.ContainerSession;
import io.headrace.job.lifecycle.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stream's time with one orchestrator. Any thread. */
final class StreamStay {

    private final int number;
    private final ContainerSession session;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile long heardNanos;

    /** How it ended. */
    sealed interface End {
        /** @param words for the application */
        record Stopped(String words) implements End {}

        record Failed(Reason reason, String sentence) implements End {}
    }

    /** @param number under which its channels are attached */
    StreamStay(int number, ContainerSession session, long nowNanos) {
        this.number = number;
        this.session = session;
        this.heardNanos = nowNanos;
    }

    int number() {
        return number;
    }

    URI service() {
        return session.orchestrator().service();
    }

    ContainerSession session() {
        return session;
    }

    /** The application said or showed something. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    Duration silent(long nowNanos) {
        return Duration.ofNanos(nowNanos - heardNanos);
    }

    /** Only the first end counts. */
    void end(End how) {
        end.complete(how);
    }

    /** Empty when it goes on after that time. */
    Optional<End> awaitEnd(Duration patience) throws InterruptedException {
        try {
            return Optional.of(end.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException goesOn) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An end is never an exception", impossible);
        }
    }
}
