package io.headrace.tricklehttp;

import java.time.Duration;

/** How a client waits between two tries. */
@FunctionalInterface
public interface Pause {
    void of(Duration time) throws InterruptedException;

    static Pause real() {
        return Thread::sleep;
    }
}
