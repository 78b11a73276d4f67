package io.headrace.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes on their way to the one thread that commits them, in the order in which they came. Those that somebody waits for
 * go at once; the others wait a moment for company, because each commit costs a synchronisation of the disk whatever is in
 * it. Whoever puts one in while it is full waits. Any thread puts, one takes.
 */
final class WriteQueue {

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition worthTaking = lock.newCondition();
    private final Condition room = lock.newCondition();

    /** Guarded by the lock. */
    private final Queue<Line> lines = new ArrayDeque<>();

    /** Guarded by the lock: how many of the lines are awaited. */
    private int awaited;

    private record Line(Database.Waiting write, Haste haste) {}

    /** Whether somebody waits for a write. */
    enum Haste {
        AWAITED,
        UNHURRIED
    }

    /**
     * @param waiting at most
     * @param together in one commit at most
     * @param company how long a write that nobody waits for lies here at most, while there is room
     */
    record Limits(int waiting, int together, Duration company) {
        static final Limits USUAL = new Limits(10_000, 500, Duration.ofMillis(20));
    }

    WriteQueue(Limits limits) {
        this.limits = limits;
    }

    /** What happened is written down also by a thread that is wanted elsewhere: it stays interrupted. */
    void put(Database.Waiting write, Haste haste) {
        lock.lock();
        try {
            while (lines.size() >= limits.waiting()) {
                room.awaitUninterruptibly();
            }
            lines.add(new Line(write, haste));
            awaited += haste == Haste.AWAITED ? 1 : 0;
            if (lines.size() == 1 || isWorthTaking()) {
                worthTaking.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something, and a moment longer when nobody waits for it; never empty. */
    List<Database.Waiting> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (lines.isEmpty()) {
                worthTaking.await();
            }
            for (long left = limits.company().toNanos(); left > 0 && !isWorthTaking(); ) {
                left = worthTaking.awaitNanos(left);
            }
            return first();
        } finally {
            lock.unlock();
        }
    }

    private boolean isWorthTaking() {
        return awaited > 0 || lines.size() >= limits.together();
    }

    private List<Database.Waiting> first() {
        var batch = new ArrayList<Database.Waiting>();
        while (batch.size() < limits.together() && !lines.isEmpty()) {
            var line = lines.remove();
            awaited -= line.haste() == Haste.AWAITED ? 1 : 0;
            batch.add(line.write());
        }
        room.signalAll();
        return batch;
    }
}
