package io.headrace.job;

import java.time.Duration;

/**
 * How often a job may change its orchestrator.
 *
 * @param most changes, and waits for money, without a unit published in between, at least 1
 * @param memory a quiet time after which earlier changes do not count any more
 * @param suspension of an orchestrator that failed the job for the first time; doubles with each failure
 */
public record SwapLimits(int most, Duration memory, Duration suspension) {

    /** Changes of a job that gets nowhere are never forgotten. */
    public static final Duration NEVER = Duration.ofDays(36_500);

    public static final Duration USUAL_SUSPENSION = Duration.ofSeconds(30);

    public SwapLimits {
        if (most < 1 || !memory.isPositive() || !suspension.isPositive()) {
            throw new IllegalArgumentException("%d swaps, remembered for %s, a suspension of %s: each must be positive"
                    .formatted(most, memory, suspension));
        }
    }

    /** None is forgotten, with the usual suspension. */
    public static SwapLimits of(int most) {
        return new SwapLimits(most, NEVER, USUAL_SUSPENSION);
    }
}
