package io.headrace.job;

import java.time.Duration;
import java.time.Instant;

/**
 * Numbers that are never used twice in a job, and one budget.
 *
 * <p>Each life of a job, from its beginning or a restart, counts in a thousand of its own: the journal's end may have
 * been lost with the node, and with it the numbers last used.
 *
 * @param life counts from 1; durable before anything is done in it
 * @param lastSession the number last given to a session
 * @param lastRound the number last given to a round of discovery
 * @param swaps changes of orchestrator, and waits for money, since a unit was last published
 * @param lastSwap when the last of them was; long ago when there was none
 */
public record Counters(int life, int lastSession, int lastRound, int swaps, Instant lastSwap) {

    public static final Counters FIRST_LIFE = new Counters(1, 0, 0, 0);

    private static final int NUMBERS_PER_LIFE = 1_000;

    /** Of a life without a swap so far. */
    public Counters(int life, int lastSession, int lastRound, int swaps) {
        this(life, lastSession, lastRound, swaps, Instant.EPOCH);
    }

    /** The number that the first attempt of this life comes after. */
    int base() {
        return (life - 1) * NUMBERS_PER_LIFE;
    }

    Counters resumed() {
        var next = new Counters(life + 1, lastSession, lastRound, 0);
        return new Counters(
                next.life, Math.max(lastSession, next.base()), Math.max(lastRound, next.base()), next.swaps);
    }

    Counters nextSession() {
        return new Counters(life, lastSession + 1, lastRound, swaps, lastSwap);
    }

    Counters nextRound() {
        return new Counters(life, lastSession, lastRound + 1, swaps, lastSwap);
    }

    /** One more swap; those before a quiet time of that length are forgotten. */
    Counters swapped(Instant now, Duration memory) {
        boolean quiet = swaps > 0 && Duration.between(lastSwap, now).compareTo(memory) > 0;
        return new Counters(life, lastSession, lastRound, quiet ? 1 : swaps + 1, now);
    }

    /** A unit was published. */
    Counters progressed() {
        return new Counters(life, lastSession, lastRound, 0, lastSwap);
    }
}
