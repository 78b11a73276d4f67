package io.headrace.job.unit;

import java.time.Duration;

/** What a unit wants done. Each but the timers is answered by the event of the same attempt. */
public sealed interface UnitEffect {

    /** Pay and send: {@code Uploaded}, then {@code Returned}; or {@code Failed}. */
    record Dispatch(Attempt attempt) implements UnitEffect {}

    /** Nobody waits for this attempt any more: let go of its exchange and book what it cost. Not answered. */
    record Abandon(Attempt attempt) implements UnitEffect {}

    /** Look at what came back: {@code Checked} or {@code Failed}. */
    record Check(Attempt attempt) implements UnitEffect {}

    /** Compare content: {@code Verified}, {@code Mismatched} or {@code Failed}. */
    record Verify(Attempt attempt) implements UnitEffect {}

    /** Reconcile the fee: {@code Settled}. */
    record Settle(Attempt attempt) implements UnitEffect {}

    /** An answer came that is not used, late or not good enough: book what it cost, once. Not answered. */
    record BookLoss(int attempt) implements UnitEffect {}

    /** {@code Overdue} after that time. A unit has one timer: this one takes the place of any before it. */
    record WaitAtMost(Duration patience, int attempt, UnitEvent.Phase phase) implements UnitEffect {}

    /** {@code RetryDue} after that time, in the place of any timer before it. */
    record RetryAfter(Duration pause, int attempt) implements UnitEffect {}

    /** The unit's timer is not needed any more. */
    record StopTimer() implements UnitEffect {}
}
