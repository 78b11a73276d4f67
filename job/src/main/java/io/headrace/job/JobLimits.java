package io.headrace.job;

import java.time.Duration;

/**
 * How long, how often and how many. Times are positive; counts are at least 1.
 *
 * @param window units accepted from the intake and not done yet
 * @param unitsPerSession in flight in one session whose orchestrator does not tell its capacity
 * @param maxAttempts tries of one unit with one orchestrator (wire protocol section 9.6)
 * @param maxSwaps changes of orchestrator without a unit published in between
 * @param maxRounds rounds of discovery in succession that find nobody
 * @param retryPause before the second try; doubles with each, with a random part
 * @param roundPause before another round of discovery; doubles with each
 * @param waits how long each phase may take
 */
public record JobLimits(
        int window,
        int unitsPerSession,
        int maxAttempts,
        int maxSwaps,
        int maxRounds,
        Duration retryPause,
        Duration roundPause,
        Waits waits) {

    public static final JobLimits DEFAULT =
            new JobLimits(16, 4, 3, 5, 4, Duration.ofMillis(50), Duration.ofMillis(500), Waits.DEFAULT);

    public JobLimits {
        if (Math.min(Math.min(window, unitsPerSession), Math.min(maxAttempts, Math.min(maxSwaps, maxRounds))) < 1) {
            throw new IllegalArgumentException(
                    "Limits below 1: window %d, units per session %d, attempts %d, swaps %d, rounds %d"
                            .formatted(window, unitsPerSession, maxAttempts, maxSwaps, maxRounds));
        }
    }

    /**
     * The end of every wait for somebody else (wire protocol section 9.7).
     *
     * @param upload at least, until the orchestrator says it has the unit; half the unit's duration when longer
     * @param exchange at least, until the result is here; four times the unit's duration when longer
     * @param check of packets
     * @param verify of content
     * @param publish by our own store
     * @param settle by our own books
     * @param discovery of one round
     * @param session from choice to agreement
     * @param source silence of a source that has not ended
     * @param grace for a drained job to be funded
     */
    public record Waits(
            Duration upload,
            Duration exchange,
            Duration check,
            Duration verify,
            Duration publish,
            Duration settle,
            Duration discovery,
            Duration session,
            Duration source,
            Duration grace) {

        public static final Waits DEFAULT = new Waits(
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(7),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }
}
