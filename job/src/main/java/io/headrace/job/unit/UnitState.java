package io.headrace.job.unit;

import io.headrace.job.lifecycle.Reason;

/** Where a unit is. Rows 6 to 17 of the job's life. */
public sealed interface UnitState {

    /** The number last used for an attempt; 0 when there was none. */
    int lastAttempt();

    /** Under way in one session. */
    sealed interface Attempted extends UnitState {
        Attempt attempt();

        @Override
        default int lastAttempt() {
            return attempt().number();
        }
    }

    /** Waits for a session with room. */
    record Ready(int lastAttempt) implements UnitState {}

    /** Being sent, with tickets. */
    record SegmentDispatch(Attempt attempt) implements Attempted {}

    /** The orchestrator has it. */
    record Executing(Attempt attempt) implements Attempted {}

    /** An attempt failed; the pause before what follows is running. */
    record Retry(Attempt attempt, Reason reason) implements Attempted {}

    /** The result is here and being checked: decodable, frames, sizes, times. */
    record Returning(Attempt attempt) implements Attempted {}

    /** The result's content is compared with the source. */
    record Verifying(Attempt attempt) implements Attempted {}

    /** The result is good, and is published as soon as all units before it are. */
    record Publishing(Attempt attempt) implements Attempted {}

    /** Published; the fee is reconciled with what came back. */
    record Settling(Attempt attempt) implements Attempted {}

    /** Nobody can work on it any more: it is left out as soon as all units before it are published. */
    record Skipping(Attempt attempt, Reason reason) implements Attempted {}

    /** Nothing is left to do. */
    record Done(int lastAttempt) implements UnitState {}

    /** Given back to the job, which decides by the reason. */
    record Left(Attempt attempt, Reason reason) implements Attempted {}
}
