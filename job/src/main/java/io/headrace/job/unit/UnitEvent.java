package io.headrace.job.unit;

import io.headrace.job.lifecycle.Reason;

/** What happened to a unit. An answer names its attempt; one of an attempt given up is late and changes nothing. */
public sealed interface UnitEvent {

    /** What happens to a unit whatever attempt is under way: told by the job alone. */
    sealed interface ByJob extends UnitEvent {}

    /** Its orchestrator was caught with another unit's result: what it has of this one is not used. */
    record Distrusted() implements ByJob {}

    /** Nobody can work on its input, and the job goes on without it. */
    record FoundUnusable() implements ByJob {}

    /** Its moment has passed, and the job goes on without it. */
    record Missed() implements ByJob {}

    /** How an effect of one attempt ended. */
    sealed interface ByAttempt extends UnitEvent {
        int attempt();
    }

    /** A session has room for it. */
    record Begun(int session) implements ByJob {}

    /** The job moved to another session while this unit was pausing. */
    record SessionLeft() implements ByJob {}

    /** The node was restarted: what was under way in memory and on sockets is gone. */
    record Resumed() implements ByJob {}

    /** The orchestrator has all of it. */
    record Uploaded(int attempt) implements ByAttempt {}

    /** The result is here. */
    record Returned(int attempt) implements ByAttempt {}

    /** The attempt, or what was done with its result, failed. */
    record Failed(int attempt, Reason reason) implements ByAttempt {}

    /** The packets are as they should be. */
    record Checked(int attempt, Sampling sampling) implements ByAttempt {}

    /** The content is what was asked for. */
    record Verified(int attempt) implements ByAttempt {}

    /** The content is not what was asked for. */
    record Mismatched(int attempt) implements ByAttempt {}

    record Published(int attempt) implements ByAttempt {}

    /** The viewer is told that this unit is left out. */
    record Skipped(int attempt) implements ByAttempt {}

    /** The fee is booked. */
    record Settled(int attempt, Purse purse) implements ByAttempt {}

    record RetryDue(int attempt) implements ByAttempt {}

    /** Patience ran out; counts only while the unit is still in the phase that was waiting. */
    record Overdue(int attempt, Phase phase) implements ByAttempt {}

    /** Whether this unit's content is compared. */
    enum Sampling {
        SAMPLED,
        NOT_SAMPLED
    }

    /** What is left to pay the next unit with. */
    enum Purse {
        FILLED,
        DEPLETED
    }

    /** A state that waits for somebody else. */
    enum Phase {
        SEGMENT_DISPATCH,
        EXECUTING,
        RETURNING,
        VERIFYING,
        PUBLISHING,
        SETTLING
    }
}
