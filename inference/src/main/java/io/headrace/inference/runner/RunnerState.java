package io.headrace.inference.runner;

import java.time.Instant;

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

    /** Whether it has a session, or could take one now: what may be advertised. */
    default boolean isCapacity() {
        return this instanceof Idle
                || this instanceof Opening
                || this instanceof Serving
                || this instanceof Resting
                || this instanceof Waking;
    }

    /** Whether it waits for a session. */
    default boolean isFree() {
        return this instanceof Idle || this instanceof Resting;
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

    /** Being ended, because it failed; its run counts that crash. */
    record Failing(Run run, String reason) implements Begun {}

    /** Ended; it is started again after a pause. */
    record BackingOff(Run run, String reason) implements Begun {}

    /** Being ended for good. */
    record Stopping(Run run) implements Begun {}

    record Stopped() implements RunnerState {}
}
