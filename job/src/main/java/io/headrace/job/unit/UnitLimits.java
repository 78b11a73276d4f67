package io.headrace.job.unit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a unit is tried and how long each of its phases may take (wire protocol sections 9.6 and 9.7).
 *
 * @param maxAttempts tries with one orchestrator, at least 1
 * @param retryPause before the second try; doubles with each, with a random part of the same size
 * @param upload at least, until the orchestrator says it has the unit; half the unit's duration when longer
 * @param exchange at least, until the result is here; a multiple of the unit's duration when longer, see {@code pace}
 * @param check of packets
 * @param verify of content
 * @param publish by our own store
 * @param settle by our own books
 * @param pace how the exchange compares with the unit's duration
 */
public record UnitLimits(
        int maxAttempts,
        Duration retryPause,
        Duration upload,
        Duration exchange,
        Duration check,
        Duration verify,
        Duration publish,
        Duration settle,
        Pace pace) {

    private static final int MOST_DOUBLINGS = 6;

    /** In halves of the first patience. */
    private static final long MOST_GROWTH = 6;

    public static final UnitLimits DEFAULT = new UnitLimits(
            3,
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    /** One try, in real time: whoever is late or fails is left, since the viewer does not wait. */
    public static final UnitLimits LIVE = new UnitLimits(
            1,
            Duration.ofMillis(50),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Pace.REAL_TIME);

    /**
     * One try, of a unit that flows: whether it does is watched where it flows, so that the times given here only let go
     * of what was forgotten there. A publisher that is silent in the middle of a unit is nobody's failure.
     *
     * @param publisher how long the publisher may be silent
     */
    public static UnitLimits realtime(Duration publisher) {
        var forgotten = publisher.plus(Duration.ofSeconds(10));
        return new UnitLimits(
                1,
                Duration.ofMillis(50),
                forgotten,
                forgotten,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Pace.REAL_TIME);
    }

    /**
     * One try with each orchestrator, of a request that takes its time.
     *
     * @param finish from the first byte sent to the last one received
     */
    public static UnitLimits batch(Duration finish) {
        return new UnitLimits(
                1,
                Duration.ofMillis(50),
                finish,
                finish,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    public UnitLimits {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("A unit is tried at least once, not " + maxAttempts + " times");
        }
        if (!retryPause.isPositive() || !upload.isPositive() || !exchange.isPositive()) {
            throw new IllegalArgumentException(
                    "Pause %s, upload %s, exchange %s: each must be positive".formatted(retryPause, upload, exchange));
        }
        if (!check.isPositive() || !verify.isPositive() || !publish.isPositive() || !settle.isPositive()) {
            throw new IllegalArgumentException("Check %s, verify %s, publish %s, settle %s: each must be positive"
                    .formatted(check, verify, publish, settle));
        }
    }

    /** Without hurry. */
    public UnitLimits(
            int maxAttempts,
            Duration retryPause,
            Duration upload,
            Duration exchange,
            Duration check,
            Duration verify,
            Duration publish,
            Duration settle) {
        this(maxAttempts, retryPause, upload, exchange, check, verify, publish, settle, Pace.UNHURRIED);
    }

    /**
     * In a hurry each further attempt gets more time than the one before, and so does every attempt after orchestrators
     * were left without anything published since: up to four times as much. When everybody is slow, somebody has to be
     * waited for, or all the work is done again and again and none of it comes in time.
     *
     * @param swaps since a unit was last published
     */
    Duration patience(UnitEvent.Phase phase, Unit unit, Attempt attempt, int swaps) {
        return switch (phase) {
            case SEGMENT_DISPATCH -> grown(longer(upload, unit.duration().dividedBy(2)), attempt, swaps);
            case EXECUTING -> grown(longer(exchange, pace.patience(unit.duration())), attempt, swaps);
            case RETURNING -> check;
            case VERIFYING -> verify;
            case PUBLISHING -> publish;
            case SETTLING -> settle;
        };
    }

    private Duration grown(Duration first, Attempt attempt, int swaps) {
        return switch (pace) {
            case UNHURRIED -> first;
            case REAL_TIME -> {
                long halves = Math.min(MOST_GROWTH, Math.max(attempt.number() - 1L, 2L * swaps));
                yield first.plus(first.multipliedBy(halves).dividedBy(2));
            }
        };
    }

    /**
     * A random pause before the next try, so that the units of a lost orchestrator do not return as one wave. It is longer
     * while orchestrators are left and nothing is published: nobody has room then, and asking faster makes none.
     *
     * @param swaps since a unit was last published
     */
    Duration pause(int tries, int swaps, RandomGenerator chance) {
        long base = retryPause.toMillis() << Math.min(Math.max(tries - 1, swaps), MOST_DOUBLINGS);
        return Duration.ofMillis(base + chance.nextLong(retryPause.toMillis() + 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
