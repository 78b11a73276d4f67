package io.headrace.gateway.openai;

import io.headrace.wire.openai.ApiError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of requests that are being answered, in memory and on disk, and refuses what goes beyond. Any thread. */
final class HeldRequests {

    private static final Duration LATER = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong held = new AtomicLong();

    HeldRequests(long most) {
        this.most = most;
    }

    /** A request's part of it, given back by closing it, once. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws Refused when there is no room now */
    Share take(long bytes) throws Refused {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            throw new Refused(
                    ApiError.busy("The requests under way hold " + most + " bytes, which is as much as there may be;"
                            + " try again soon"),
                    Optional.of(LATER));
        }
        return () -> held.addAndGet(-bytes);
    }
}
