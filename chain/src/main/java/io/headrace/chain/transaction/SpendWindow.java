package io.headrace.chain.transaction;

import io.headrace.payments.Credit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was spent within a time that slides along, in at most {@value #PARTS} sums and the current one. A sum counts
 * until all of it is too old, so the window is never shorter than it says and at most one part longer. Confined to its
 * guard.
 */
final class SpendWindow {

    private static final int PARTS = 60;

    private record Part(long number, Credit sum) {}

    private final long partMillis;
    private final Deque<Part> parts = new ArrayDeque<>();
    private Credit sum = Credit.ZERO;

    SpendWindow(Duration length) {
        this.partMillis = Math.max(1, Math.ceilDiv(length.toMillis(), PARTS));
    }

    /** What was spent, seen from {@code now}. */
    Credit sum(Instant now) {
        long oldest = number(now) - PARTS;
        while (!parts.isEmpty() && parts.getFirst().number() < oldest) {
            sum = sum.minus(parts.removeFirst().sum());
        }
        return sum;
    }

    /** A clock that was set back adds to the latest part. */
    void add(Credit amount, Instant now) {
        long number = number(now);
        if (!parts.isEmpty() && parts.getLast().number() >= number) {
            var last = parts.removeLast();
            parts.addLast(new Part(last.number(), last.sum().plus(amount)));
        } else {
            parts.addLast(new Part(number, amount));
        }
        sum = sum.plus(amount);
    }

    boolean isEmpty(Instant now) {
        var _ = sum(now);
        return parts.isEmpty();
    }

    private long number(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), partMillis);
    }
}
