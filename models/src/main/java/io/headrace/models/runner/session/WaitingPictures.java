package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit.Picture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Coded pictures between the thread that reads them and the line. Each has to be decoded, so none is ever left out here:
 * whoever reads waits instead while it is full. Any thread.
 */
final class WaitingPictures {

    /** @param readNanos when its last byte came */
    record Arrived(Picture picture, long readNanos) {}

    private final int most;
    private final long mostBytes;
    private final Deque<Arrived> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;
    private boolean ended;

    WaitingPictures(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Waits while there is no room; without effect after the end. */
    void put(Arrived picture) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && isFullFor(length(picture))) {
                changed.await();
            }
            if (!ended) {
                waiting.addLast(picture);
                bytes += length(picture);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(int more) {
        return waiting.size() == most || (!waiting.isEmpty() && bytes + more > mostBytes);
    }

    /** The next one if it is there. */
    Optional<Arrived> poll() {
        lock.lock();
        try {
            return removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next one; empty when there will be none. */
    Optional<Arrived> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ended) {
                changed.await();
            }
            return removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Arrived> removeFirst() {
        var first = Optional.ofNullable(waiting.pollFirst());
        first.ifPresent(picture -> {
            bytes -= length(picture);
            changed.signalAll();
        });
        return first;
    }

    /** Waits so long, unless one comes. Whether none has come by then and some may; not after an interrupt, which remains. */
    boolean awaited(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (isAwaited() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return isAwaited();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAwaited() {
        return waiting.isEmpty() && !ended;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** No more are put; those that wait can still be taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #end}, and those that wait are forgotten. */
    void abandon() {
        lock.lock();
        try {
            waiting.clear();
            bytes = 0;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static int length(Arrived picture) {
        return picture.picture().bytes().length();
    }
}
