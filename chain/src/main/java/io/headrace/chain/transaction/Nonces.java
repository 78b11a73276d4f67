package io.headrace.chain.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Which nonces an account has given away. A nonce that was given and never used holds up all behind it: it is kept as
 * free and given first.
 *
 * @param next above all that were given
 * @param free below {@code next}, used by nobody
 * @param pending whether the endpoint was asked for its own count
 * @param hole below all that are under way, not used as far as the endpoint knows, and not given by us
 */
public record Nonces(long next, SortedSet<Long> free, Pending pending, Hole hole) {

    /** The endpoint's count, which knows of what other programs sent. */
    public enum Pending {
        STALE,
        ASKED,
        FRESH
    }

    /** @param since when it was first found; what fills it may merely be slow */
    record Hole(long nonce, Instant since) {
        static final Hole NONE = new Hole(-1, Instant.EPOCH);
    }

    public Nonces {
        free = new TreeSet<>(free);
    }

    static Nonces from(long next) {
        return new Nonces(next, new TreeSet<>(), Pending.STALE, Hole.NONE);
    }

    boolean hasFree() {
        return !free.isEmpty();
    }

    /** The one to be given now. */
    long first() {
        return free.isEmpty() ? next : free.first();
    }

    Nonces withoutFirst() {
        if (free.isEmpty()) {
            return new Nonces(next + 1, free, pending, hole);
        }
        var rest = new TreeSet<>(free);
        rest.removeFirst();
        return new Nonces(next, rest, pending, hole);
    }

    /** One that was given and certainly not used. */
    Nonces returned(long nonce) {
        var more = new TreeSet<>(free);
        more.add(nonce);
        long lower = next;
        while (more.remove(lower - 1)) {
            lower--;
        }
        return new Nonces(lower, more, pending, hole);
    }

    Nonces seen(long count) {
        return new Nonces(Math.max(next, count), free, Pending.FRESH, hole);
    }

    Nonces asking() {
        return new Nonces(next, free, Pending.ASKED, hole);
    }

    Nonces stale() {
        return new Nonces(next, free, Pending.STALE, hole);
    }

    /**
     * Compares what the endpoint has mined of the account with what is under way. A hole that stays is free.
     *
     * @param count nonces mined
     * @param lowest under way
     * @param most nonces that are freed at once, whatever an endpoint claims
     */
    Nonces checked(long count, long lowest, Instant now, Duration patience, int most) {
        if (count >= lowest || free.contains(count)) {
            return new Nonces(next, free, pending, Hole.NONE);
        }
        if (hole.nonce() != count) {
            return new Nonces(next, free, pending, new Hole(count, now));
        }
        if (now.isBefore(hole.since().plus(patience))) {
            return this;
        }
        var more = new TreeSet<>(free);
        LongStream.range(count, Math.min(lowest, count + most)).forEach(more::add);
        return new Nonces(next, more, pending, Hole.NONE);
    }
}
