package io.headrace.job.unit;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitEvent.ByAttempt;
import io.headrace.job.unit.UnitEvent.Phase;

/**
 * Whether a unit still waits for an answer when it comes. Attempts are given up while their answers are under way, and
 * networks say things twice: a late answer is nobody's mistake and changes nothing.
 */
enum Timeliness {
    /** Its attempt is under way: the unit's state says what it makes of it. */
    IN_TIME,
    /** Nobody waits for it, and it costs nothing: not asked for any more, or said again. */
    LATE,
    /** A result that nobody uses: it has to be paid for all the same. */
    LATE_RESULT;

    /** @param answer to an attempt that was made, the last one of the unit or one before it */
    static Timeliness of(UnitState state, ByAttempt answer) {
        boolean superseded = answer.attempt() < state.lastAttempt();
        if (!superseded && isAwaited(state, answer)) {
            return IN_TIME;
        }
        boolean unused = superseded || (givenUp(state) && !(state instanceof UnitState.Done));
        return answer instanceof UnitEvent.Returned && unused ? LATE_RESULT : LATE;
    }

    private static boolean isAwaited(UnitState state, ByAttempt answer) {
        return switch (answer) {
            case UnitEvent.RetryDue _ -> state instanceof UnitState.Retry;
            case UnitEvent.Uploaded _ -> state instanceof UnitState.SegmentDispatch;
            case UnitEvent.Returned _ ->
                state instanceof UnitState.SegmentDispatch || state instanceof UnitState.Executing;
            case UnitEvent.Overdue(var _, var phase) -> waits(state, phase);
            case UnitEvent.Failed(var _, var reason) -> !givenUp(state) && !saidAgain(state, reason);
            case UnitEvent.Checked _,
                    UnitEvent.Verified _,
                    UnitEvent.Mismatched _,
                    UnitEvent.Published _,
                    UnitEvent.Skipped _,
                    UnitEvent.Settled _ -> !givenUp(state);
        };
    }

    /** The attempt's number is the last one, yet nobody waits for it. */
    private static boolean givenUp(UnitState state) {
        return state instanceof UnitState.Ready
                || state instanceof UnitState.Retry
                || state instanceof UnitState.Done
                || state instanceof UnitState.Left;
    }

    /** The answer by which the unit is skipped came twice; only our own store can fail to skip it. */
    private static boolean saidAgain(UnitState state, Reason reason) {
        return state instanceof UnitState.Skipping && reason != Reason.NOT_PUBLISHED;
    }

    private static boolean waits(UnitState state, Phase phase) {
        return switch (phase) {
            case SEGMENT_DISPATCH -> state instanceof UnitState.SegmentDispatch;
            case EXECUTING -> state instanceof UnitState.Executing;
            case RETURNING -> state instanceof UnitState.Returning;
            case VERIFYING -> state instanceof UnitState.Verifying;
            case PUBLISHING -> state instanceof UnitState.Publishing || state instanceof UnitState.Skipping;
            case SETTLING -> state instanceof UnitState.Settling;
        };
    }
}
