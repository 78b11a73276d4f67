package io.headrace.ffmpeg.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices when nothing moves for too long: nothing comes, or a sink is stuck. A call into libav cannot be interrupted, so
 * somebody else has to look. Any thread.
 */
final class Watchdog {

    private static final Duration STEP = Duration.ofMillis(250);

    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private volatile long moved;

    /** @param nanoTime elapsed time, in nanoseconds from any origin */
    Watchdog(Duration patience, LongSupplier nanoTime) {
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
        this.moved = nanoTime.getAsLong();
    }

    /** Something came, and was given on. */
    void moved() {
        moved = nanoTime.getAsLong();
    }

    boolean isSilent() {
        return nanoTime.getAsLong() - moved >= patienceNanos;
    }

    /** Looks on a thread of its own, which does not keep the process alive. */
    void watch(Runnable onSilence) {
        Thread.ofPlatform().daemon().name("watchdog").start(() -> {
            try {
                while (!isSilent()) {
                    Thread.sleep(STEP);
                }
                onSilence.run();
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
