package io.headrace.sdk.register;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When an orchestrator is told again.
 *
 * @param renewal after it has accepted: it forgets all registrations when it starts anew, and tells nobody
 * @param firstPause after a failure; doubled with each further one
 * @param longestPause that the pauses grow to
 */
public record Rhythm(Duration renewal, Duration firstPause, Duration longestPause) {
    private static final int MOST_DOUBLINGS = 16;

    public Rhythm {
        if (!renewal.isPositive() || !firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "Renewing every " + renewal + ", trying again after " + firstPause + " to " + longestPause);
        }
    }

    public static Rhythm renewing(Duration renewal) {
        return new Rhythm(renewal, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    /**
     * Half of the pause is left to chance, so that many pipelines do not all come back at once.
     *
     * @param failures in a row, at least 1
     */
    Duration afterFailure(int failures, RandomGenerator chance) {
        var doubled = firstPause.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var pause = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        long half = pause.toNanos() / 2;
        return Duration.ofNanos(pause.toNanos() - half + chance.nextLong(half + 1));
    }
}
