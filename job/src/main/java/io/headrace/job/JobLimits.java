package io.headrace.job;

import io.headrace.job.unit.UnitLimits;
import java.time.Duration;

/**
 * How long, how often and how many.
 *
 * @param window units accepted from the intake and not done yet, at least 1
 * @param unitsPerSession in flight in one session whose orchestrator does not tell its capacity, at least 1
 * @param maxSwaps changes of orchestrator without a unit published in between, at least 1
 * @param maxRounds rounds of discovery in succession that find nobody, at least 1
 * @param roundPause before another round of discovery; doubles with each
 * @param discovery the end of one round
 * @param session from choice to agreement
 * @param source silence of a source that has not ended
 * @param grace for a drained job to be funded
 */
public record JobLimits(
        int window,
        int unitsPerSession,
        int maxSwaps,
        int maxRounds,
        Duration roundPause,
        Duration discovery,
        Duration session,
        Duration source,
        Duration grace,
        UnitLimits unit) {

    public static final JobLimits DEFAULT = new JobLimits(
            16,
            4,
            5,
            4,
            Duration.ofMillis(500),
            Duration.ofSeconds(7),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            UnitLimits.DEFAULT);

    public JobLimits {
        if (Math.min(Math.min(window, unitsPerSession), Math.min(maxSwaps, maxRounds)) < 1) {
            throw new IllegalArgumentException("Below 1: window %d, units per session %d, swaps %d or rounds %d"
                    .formatted(window, unitsPerSession, maxSwaps, maxRounds));
        }
        if (!roundPause.isPositive() || !discovery.isPositive() || !session.isPositive()) {
            throw new IllegalArgumentException("Pause %s, discovery %s, session %s: each must be positive"
                    .formatted(roundPause, discovery, session));
        }
        if (!source.isPositive() || !grace.isPositive()) {
            throw new IllegalArgumentException("Source %s, grace %s: each must be positive".formatted(source, grace));
        }
    }
}
