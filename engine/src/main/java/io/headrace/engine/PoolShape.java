package io.headrace.engine;

import java.time.Duration;

/**
 * How many children there are.
 *
 * @param slots how many may work at once
 * @param spare one more that waits, warm, so that a death costs no start-up
 * @param startPatience how long a child may take to be ready
 * @param lateness how long a child may go on with what nobody waits for any more, before it counts as hanging and is
 *     killed. It keeps its slot meanwhile: a new child would be slower still on a machine that is only too busy
 */
public record PoolShape(int slots, boolean spare, Duration startPatience, Duration lateness, MessageLimits limits) {

    public PoolShape {
        if (slots < 1 || slots > 1024 || !startPatience.isPositive() || lateness.isNegative()) {
            throw new IllegalArgumentException(
                    slots + " slots, ready within " + startPatience + ", late by " + lateness);
        }
    }

    /** With a spare, 20 s to start, 10 s to be late, and the usual limits of messages. */
    public static PoolShape of(int slots) {
        return new PoolShape(slots, true, Duration.ofSeconds(20), Duration.ofSeconds(10), MessageLimits.DEFAULT);
    }

    public PoolShape withoutSpare() {
        return new PoolShape(slots, false, startPatience, lateness, limits);
    }

    public PoolShape withLateness(Duration most) {
        return new PoolShape(slots, spare, startPatience, most, limits);
    }

    int most() {
        return spare ? slots + 1 : slots;
    }
}
