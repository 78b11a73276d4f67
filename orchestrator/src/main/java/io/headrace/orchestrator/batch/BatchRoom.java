package io.headrace.orchestrator.batch;

import java.util.concurrent.CountDownLatch;

/**
 * How many requests are inside at once, whatever they wait for: their own bytes, a runner, a slow reader. Any thread.
 */
final class BatchRoom {

    private final int limit;
    private final CountDownLatch empty = new CountDownLatch(1);

    /** Guarded by this. */
    private int inside;

    /** Guarded by this: nobody is let in any more. */
    private boolean closed;

    BatchRoom(int limit) {
        this.limit = limit;
    }

    /** False when it is full, or closed. Who was let in leaves once. */
    synchronized boolean enter() {
        if (closed || inside == limit) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
        openIfEmpty();
    }

    synchronized int inside() {
        return inside;
    }

    /**
     * Lets nobody in from now on.
     *
     * @return opens when nobody is left
     */
    synchronized CountDownLatch close() {
        closed = true;
        openIfEmpty();
        return empty;
    }

    private void openIfEmpty() {
        if (closed && inside == 0) {
            empty.countDown();
        }
    }
}
