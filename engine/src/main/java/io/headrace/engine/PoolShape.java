package io.headrace.engine;

import java.time.Duration;

/**
 * How many children there are.
 *
 * @param slots how many may work at once
 * @param spare one more that waits, warm, so that a death costs no start-up
 * @param startPatience how long a child may take to be ready
 */
public record PoolShape(int slots, boolean spare, Duration startPatience, MessageLimits limits) {

    public PoolShape {
        if (slots < 1 || slots > 1024 || !startPatience.isPositive()) {
            throw new IllegalArgumentException(slots + " slots, ready within " + startPatience);
        }
    }

    /** With a spare, 20 s to start, and the usual limits of messages. */
    public static PoolShape of(int slots) {
        return new PoolShape(slots, true, Duration.ofSeconds(20), MessageLimits.DEFAULT);
    }

    public PoolShape withoutSpare() {
        return new PoolShape(slots, false, startPatience, limits);
    }

    int most() {
        return spare ? slots + 1 : slots;
    }
}
