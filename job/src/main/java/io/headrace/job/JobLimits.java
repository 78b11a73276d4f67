package io.headrace.job;

import io.headrace.job.unit.UnitLimits;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long, how often and how many.
 *
 * @param window units accepted from the intake and not done yet, at least 1
 * @param unitsPerSession in flight in one session whose orchestrator does not tell its capacity, at least 1; in real
 *     time the most, whatever it tells: a unit that waits in a queue there is late
 * @param maxSwaps changes of orchestrator, and waits for money, without a unit published in between, at least 1
 * @param maxRounds rounds of discovery in succession that find nobody, at least 1
 * @param roundPause before another round of discovery; doubles with each
 * @param longestPause which doubling does not exceed
 * @param discovery the end of one round
 * @param session from choice to agreement
 * @param source silence of a source that has not ended
 * @param grace for a drained job to be funded
 * @param suspension of an orchestrator that failed this job for the first time; doubles with each failure
 * @param unusable what becomes of a unit that nobody can work on
 * @param swapMemory a quiet time after which earlier swaps do not count any more
 * @param hopeless what becomes of a search in which no time helps
 */
public record JobLimits(
        int window,
        int unitsPerSession,
        int maxSwaps,
        int maxRounds,
        Duration roundPause,
        Duration longestPause,
        Duration discovery,
        Duration session,
        Duration source,
        Duration grace,
        Duration suspension,
        UnusableInput unusable,
        UnitLimits unit,
        Duration swapMemory,
        Hopeless hopeless) {

    /** What becomes of a search when everybody has answered and nobody will do, however long one waits. */
    public enum Hopeless {
        /** The rounds go on: somebody new may come, or a price fall. */
        WAIT,
        /** The job ends and says so: somebody waits for its answer. */
        END
    }

    private static final Duration USUAL_SUSPENSION = Duration.ofSeconds(30);
    private static final int USUAL_DOUBLINGS = 6;

    /** Of one request, however short its client's patience. */
    private static final int LEAST_TRIES = 20;

    /** Of looking around for one request, before the pauses are a second long. */
    private static final int SHORT_ROUNDS = 5;

    private static final long MOST_SECONDS_OF_ROOM = 3_600;

    /** Swaps of a job that gets nowhere are never forgotten. */
    private static final Duration NEVER = Duration.ofDays(36_500);

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

    /** A live stream whose publisher may be away for 20 s. */
    public static final JobLimits LIVE = live(Duration.ofSeconds(20));

    public JobLimits {
        if (Math.min(Math.min(window, unitsPerSession), Math.min(maxSwaps, maxRounds)) < 1) {
            throw new IllegalArgumentException("Below 1: window %d, units per session %d, swaps %d or rounds %d"
                    .formatted(window, unitsPerSession, maxSwaps, maxRounds));
        }
        if (!roundPause.isPositive() || !discovery.isPositive() || !session.isPositive()) {
            throw new IllegalArgumentException("Pause %s, discovery %s, session %s: each must be positive"
                    .formatted(roundPause, discovery, session));
        }
        if (!source.isPositive() || !grace.isPositive() || !suspension.isPositive()) {
            throw new IllegalArgumentException(
                    "Source %s, grace %s, suspension %s: each must be positive".formatted(source, grace, suspension));
        }
        if (!swapMemory.isPositive()) {
            throw new IllegalArgumentException("Swaps are remembered for a while, not for " + swapMemory);
        }
        if (longestPause.compareTo(roundPause) < 0) {
            throw new IllegalArgumentException(
                    "The longest pause, %s, is shorter than the first, %s".formatted(longestPause, roundPause));
        }
    }

    /** How many units may be in flight in a session. */
    int capacity(OptionalInt told) {
        int offered = Math.max(1, told.orElse(unitsPerSession));
        return switch (unit.pace()) {
            case UNHURRIED -> offered;
            case REAL_TIME -> Math.min(offered, unitsPerSession);
        };
    }

    /** Of a job that fails by input that nobody can work on, with the usual suspension and pauses. */
    public JobLimits(
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
        this(
                window,
                unitsPerSession,
                maxSwaps,
                maxRounds,
                roundPause,
                roundPause.multipliedBy(1L << USUAL_DOUBLINGS),
                discovery,
                session,
                source,
                grace,
                USUAL_SUSPENSION,
                new UnusableInput.FailJob(),
                unit,
                NEVER);
    }

    /** Of a job that waits for somebody new. */
    public JobLimits(
            int window,
            int unitsPerSession,
            int maxSwaps,
            int maxRounds,
            Duration roundPause,
            Duration longestPause,
            Duration discovery,
            Duration session,
            Duration source,
            Duration grace,
            Duration suspension,
            UnusableInput unusable,
            UnitLimits unit,
            Duration swapMemory) {
        this(
                window,
                unitsPerSession,
                maxSwaps,
                maxRounds,
                roundPause,
                longestPause,
                discovery,
                session,
                source,
                grace,
                suspension,
                unusable,
                unit,
                swapMemory,
                Hopeless.WAIT);
    }

    /** Of a job that never forgets a swap. */
    public JobLimits(
            int window,
            int unitsPerSession,
            int maxSwaps,
            int maxRounds,
            Duration roundPause,
            Duration longestPause,
            Duration discovery,
            Duration session,
            Duration source,
            Duration grace,
            Duration suspension,
            UnusableInput unusable,
            UnitLimits unit) {
        this(
                window,
                unitsPerSession,
                maxSwaps,
                maxRounds,
                roundPause,
                longestPause,
                discovery,
                session,
                source,
                grace,
                suspension,
                unusable,
                unit,
                NEVER);
    }

    /**
     * A live stream: it goes on while its publisher sends. Swaps cost little and are many, nobody to be found is
     * survived for half a minute (33 rounds, a second apart at most), a restarted orchestrator is used again within
     * five seconds, and a damaged segment is left out.
     *
     * @param publisher how long the publisher may be silent
     */
    public static JobLimits live(Duration publisher) {
        return new JobLimits(
                16,
                2,
                100,
                33,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                publisher,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                new UnusableInput.SkipUnit(15),
                UnitLimits.LIVE);
    }

    /**
     * A live session, in which units flow and are not sent: more than two swaps in three minutes without a unit published
     * between them end it (real-time reference section 6.7), and it goes on for as long as units are. A session is agreed
     * within ten seconds, nobody to be found is survived for half a minute, and a unit whose moment has passed is left
     * out, up to ten minutes of them.
     *
     * @param publisher how long the publisher may be silent
     */
    public static JobLimits realtime(Duration publisher) {
        return new JobLimits(
                32,
                16,
                2,
                33,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                publisher,
                Duration.ofSeconds(60),
                USUAL_SUSPENSION,
                new UnusableInput.SkipUnit(600),
                UnitLimits.realtime(publisher),
                Duration.ofMinutes(3));
    }

    /**
     * One request, whose client waits. Whoever is full is asked again, until the wait is over; where nobody will do
     * however long one waits, the job ends at once.
     *
     * @param room how long to wait for somebody who has room; zero for asking everybody once
     * @param finish from the first byte sent to the last one received
     */
    public static JobLimits batch(Duration room, Duration finish) {
        int seconds = Math.toIntExact(Math.min(MOST_SECONDS_OF_ROOM, room.toSeconds()));
        return new JobLimits(
                1,
                1,
                LEAST_TRIES + seconds,
                room.isZero() ? 1 : SHORT_ROUNDS + seconds,
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                room.isZero() ? Duration.ofMillis(1) : room,
                Duration.ofSeconds(5),
                new UnusableInput.FailJob(),
                UnitLimits.batch(finish),
                NEVER,
                Hopeless.END);
    }
}
