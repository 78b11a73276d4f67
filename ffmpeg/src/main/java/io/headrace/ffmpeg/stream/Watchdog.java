package io.headrace.ffmpeg.stream;

import io.headrace.engine.stream.StreamExit;
import java.time.Duration;

/**
 * Ends the process when nothing moves for too long: nothing comes, or a sink is stuck. A call into libav cannot be
 * interrupted otherwise. Any thread.
 */
final class Watchdog {

    private static final Duration STEP = Duration.ofMillis(250);

    private final Duration patience;
    private volatile long moved = System.nanoTime();

    private Watchdog(Duration patience) {
        this.patience = patience;
    }

    static Watchdog start(Duration patience) {
        var watchdog = new Watchdog(patience);
        Thread.ofPlatform().daemon().name("watchdog").start(watchdog::watch);
        return watchdog;
    }

    void moved() {
        moved = System.nanoTime();
    }

    private void watch() {
        try {
            while (System.nanoTime() - moved < patience.toNanos()) {
                Thread.sleep(STEP);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        System.err.println("Nothing moved for " + patience.toSeconds() + " s: no unit came, or none could be given on");
        Runtime.getRuntime().halt(StreamExit.SILENT.code());
    }
}
