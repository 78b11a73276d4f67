package io.headrace.job;

import io.headrace.job.SearchLimits.Hopeless;
import io.headrace.job.unit.UnitLimits;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long, how often and how many.
 *
 * @param window units accepted from the intake and not done yet, at least 1
 * @param unitsPerSession in flight in one session whose orchestrator does not tell its capacity, at least 1; in real
 *     time the most, whatever it tells: a unit that waits in a queue there is late
 * @param session from choice to agreement
 * @param source silence of a source that has not ended
 * @param grace for a drained job to be funded
 * @param unusable what becomes of a unit that nobody can work on
 */
public record JobLimits(
        int window,
        int unitsPerSession,
        SearchLimits search,
        SwapLimits swaps,
        Duration session,
        Duration source,
        Duration grace,
        UnusableInput unusable,
        UnitLimits unit) {

    /** Of one request, however short its client's patience. */
    private static final int LEAST_TRIES = 20;

    /** Of looking around for one request, before the pauses are a second long. */
    private static final int SHORT_ROUNDS = 5;

    private static final long MOST_SECONDS_OF_ROOM = 3_600;

    public static final JobLimits DEFAULT = new JobLimits(
            16,
            4,
            new SearchLimits(4, Duration.ofSeconds(7), Duration.ofMillis(500), Duration.ofSeconds(32), Hopeless.WAIT),
            SwapLimits.of(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            new UnusableInput.FailJob(),
            UnitLimits.DEFAULT);

    /** A live stream whose publisher may be away for 20 s. */
    public static final JobLimits LIVE = live(Duration.ofSeconds(20));

    public JobLimits {
        if (Math.min(window, unitsPerSession) < 1) {
            throw new IllegalArgumentException(
                    "Below 1: window %d or units per session %d".formatted(window, unitsPerSession));
        }
        if (!session.isPositive() || !source.isPositive() || !grace.isPositive()) {
            throw new IllegalArgumentException(
                    "Session %s, source %s, grace %s: each must be positive".formatted(session, source, grace));
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

    public JobLimits withUnitsPerSession(int units) {
        return new JobLimits(window, units, search, swaps, session, source, grace, unusable, unit);
    }

    public JobLimits with(UnusableInput other) {
        return new JobLimits(window, unitsPerSession, search, swaps, session, source, grace, other, unit);
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
                new SearchLimits(
                        33, Duration.ofSeconds(3), Duration.ofMillis(100), Duration.ofSeconds(1), Hopeless.WAIT),
                new SwapLimits(100, SwapLimits.NEVER, Duration.ofSeconds(5)),
                Duration.ofSeconds(3),
                publisher,
                Duration.ofSeconds(60),
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
                new SearchLimits(
                        33, Duration.ofSeconds(3), Duration.ofMillis(50), Duration.ofSeconds(1), Hopeless.WAIT),
                new SwapLimits(2, Duration.ofMinutes(3), SwapLimits.USUAL_SUSPENSION),
                Duration.ofSeconds(10),
                publisher,
                Duration.ofSeconds(60),
                new UnusableInput.SkipUnit(600),
                UnitLimits.realtime(publisher));
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
        int rounds = room.isZero() ? 1 : SHORT_ROUNDS + seconds;
        return new JobLimits(
                1,
                1,
                new SearchLimits(
                        rounds, Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(1), Hopeless.END),
                new SwapLimits(LEAST_TRIES + seconds, SwapLimits.NEVER, Duration.ofSeconds(5)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                room.isZero() ? Duration.ofMillis(1) : room,
                new UnusableInput.FailJob(),
                UnitLimits.batch(finish));
    }
}
