package io.headrace.job;

import java.time.Duration;

/**
 * How long somebody is looked for who may work for a job.
 *
 * @param maxRounds of discovery in succession that find nobody, at least 1
 * @param round the end of one round
 * @param pause before another round; doubles with each
 * @param longestPause which doubling does not exceed
 * @param hopeless what becomes of a search in which no time helps
 */
public record SearchLimits(int maxRounds, Duration round, Duration pause, Duration longestPause, Hopeless hopeless) {

    private static final int MAX_DOUBLINGS = 16;

    /** What becomes of a search when everybody has answered and nobody will do, however long one waits. */
    public enum Hopeless {
        /** The rounds go on: somebody new may come, or a price fall. */
        WAIT,
        /** The job ends and says so: somebody waits for its answer. */
        END
    }

    public SearchLimits {
        if (maxRounds < 1 || !round.isPositive() || !pause.isPositive()) {
            throw new IllegalArgumentException(
                    "%d rounds of %s, a pause of %s: each must be positive".formatted(maxRounds, round, pause));
        }
        if (longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException(
                    "The longest pause, %s, is shorter than the first, %s".formatted(longestPause, pause));
        }
    }

    public SearchLimits atMost(int rounds) {
        return new SearchLimits(rounds, round, pause, longestPause, hopeless);
    }

    /** @param fruitless rounds so far, at least 1 */
    Duration pauseAfter(int fruitless) {
        var doubled = pause.multipliedBy(1L << Math.min(fruitless - 1, MAX_DOUBLINGS));
        return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }
}
