package io.headrace.trickle;

import java.util.concurrent.Semaphore;

/** Wakes one waiting thread. Ringing twice before it looks is ringing once. */
final class Bell {
    private final Semaphore rings = new Semaphore(0);

    void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Returns at once if it rang since the last time; may return without reason. */
    void await() throws InterruptedException {
        rings.acquire();
        rings.drainPermits();
    }
}
