package io.headrace.transport;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests that are being handled, up to a limit, and can wait for their end. Any thread. */
final class RequestsUnderWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final int limit;
    private int count;
    private boolean draining;

    RequestsUnderWay(int limit) {
        this.limit = limit;
    }

    /** False when there are too many, or no more are wanted. */
    boolean begin() {
        lock.lock();
        try {
            if (draining || count >= limit) {
                return false;
            }
            count++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean drain(Duration within) throws InterruptedException {
        lock.lock();
        try {
            draining = true;
            long left = within.toNanos();
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }
}
