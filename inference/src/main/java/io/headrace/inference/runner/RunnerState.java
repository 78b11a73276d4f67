package io.headrace.inference.runner;

import java.time.Instant;
import java.util.Set;

/** Where a runner stands. Each state has exactly what is known by then. */
public sealed interface RunnerState {

    /** It has been started, and what was started last is known. */
    sealed interface Begun extends RunnerState {
        Run run();
    }

    /** It has to do with a session. */
    sealed interface Engaged extends Begun {
        /** Its number, at least 1. */
        long session();
    }

    /** It has to do with calls. */
    sealed interface Called extends Begun {
        /** Their numbers; at least one. */
        Set<Long> calls();
    }

    /** Whether it has work, or could take some now: what may be advertised. */
    default boolean isCapacity() {
        return this instanceof Idle
                || this instanceof Opening
                || this instanceof Serving
                || this instanceof Resting
                || this instanceof Waking
                || this instanceof Called;
    }

    /** Whether it is started and its model is loaded, so that nobody waits for that. */
    default boolean isWarm() {
        return this instanceof Idle || this instanceof Opening || this instanceof Serving || this instanceof Answering;
    }

    /**
     * How many sessions or calls it could take now.
     *
     * @param atOnce how many it has at most
     */
    default int room(int atOnce) {
        return switch (this) {
            case Idle _, Resting _ -> atOnce;
            case Summoned(var _, var calls) -> atOnce - calls.size();
            case Answering(var _, var calls, int hung) -> atOnce - calls.size() - hung;
            case Planned _,
                    Starting _,
                    Warming _,
                    Waking _,
                    Retiring _,
                    Opening _,
                    Serving _,
                    Halting _,
                    Clearing _,
                    Failing _,
                    BackingOff _,
                    Stopping _,
                    Stopped _ -> 0;
        };
    }

    /** Not started yet. */
    record Planned() implements RunnerState {}

    /**
     * Being started; it has not answered yet.
     *
     * @param heard what came instead of an answer; empty at first
     */
    record Starting(Run run, String heard) implements Begun {}

    /** It answers, and cannot take a session: its model is loading, or it has a session that is not ours. */
    record Warming(Run run, Pulse pulse) implements Begun {}

    /** Not started because nobody needs it: it is when a session is given to it. */
    record Resting(Run run) implements Begun {}

    /** Being started for a session that waits for it. */
    record Waking(Run run, Assignment assignment) implements Engaged {
        @Override
        public long session() {
            return assignment.session();
        }
    }

    /** @param since when it became ready for a session */
    record Idle(Run run, Pulse pulse, Instant since) implements Begun {}

    /** Being ended, because nobody has needed it for long. */
    record Retiring(Run run) implements Begun {}

    /** It was asked to take a session. */
    record Opening(Run run, long session) implements Engaged {}

    /**
     * It has a session.
     *
     * @param idleCounts from when on "idle" means that the session is over; before, that it has not begun
     */
    record Serving(Run run, long session, Instant idleCounts, Pulse pulse) implements Engaged {}

    /** It was asked to end a session that nobody wants any more. */
    record Halting(Run run, long session) implements Engaged {}

    /** It has been asked, and is not idle yet. */
    record Clearing(Run run, long session, Pulse pulse) implements Engaged {}

    /** Being started for calls that wait for it. */
    record Summoned(Run run, Set<Long> calls) implements Called {
        public Summoned {
            calls = Set.copyOf(calls);
        }
    }

    /**
     * It answers calls.
     *
     * @param hung so many more it did not answer in time, and may compute still
     */
    record Answering(Run run, Set<Long> calls, int hung) implements Called {
        public Answering {
            calls = Set.copyOf(calls);
        }
    }

    /** Being ended, because it failed; its run counts that crash. */
    record Failing(Run run, String reason) implements Begun {}

    /** Ended; it is started again after a pause. */
    record BackingOff(Run run, String reason) implements Begun {}

    /** Being ended for good. */
    record Stopping(Run run) implements Begun {}

    record Stopped() implements RunnerState {}
}
