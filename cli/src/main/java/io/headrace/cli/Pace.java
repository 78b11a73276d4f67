package io.headrace.cli;

import java.time.Duration;

/** How a command that looks again and again waits, and knows how long it has waited. */
public interface Pace {

    /** Elapsed time from an arbitrary origin. */
    long nanos();

    void pause(Duration length) throws InterruptedException;

    static Pace real() {
        return new Pace() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration length) throws InterruptedException {
                Thread.sleep(length);
            }
        };
    }
}
