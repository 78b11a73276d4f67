package io.headrace.engine;

import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Until when somebody waits.
 *
 * @param patience with which the waiting began
 * @param endNanos by the ticker
 */
record Deadline(Duration patience, long endNanos, NanoTicker ticker) {

    static Deadline after(Duration patience, NanoTicker ticker) {
        return new Deadline(patience, ticker.nanos() + patience.toNanos(), ticker);
    }

    /** In {@link TimeUnit#NANOSECONDS}; zero when it has passed. */
    long nanosLeft() {
        return Math.max(0, endNanos - ticker.nanos());
    }
}
