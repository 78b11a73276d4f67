package io.headrace.payments.currency;

import java.time.Duration;

/**
 * How often a rate is asked for, and how far one is believed.
 *
 * @param period between two answers
 * @param retry after a failure; twice as long after each further one, up to the period
 * @param life how long a rate is good for after it was learned
 * @param maxFactor a rate that is so many times another, or a part of it, is not believed while the other is good
 */
public record RateLimits(Duration period, Duration retry, Duration life, long maxFactor) {

    /** The network's nodes ask once an hour and believe what they last heard for ever (payments section 3.8). */
    public static final RateLimits DEFAULT =
            new RateLimits(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofHours(6), 3);

    public RateLimits {
        if (!period.isPositive() || !retry.isPositive() || life.compareTo(period) < 0 || maxFactor < 2) {
            throw new IllegalArgumentException("No way to keep a rate: every " + period + ", again after " + retry
                    + ", good for " + life + ", at most " + maxFactor + " times the last");
        }
    }
}
