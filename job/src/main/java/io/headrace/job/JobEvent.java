package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEvent;
import io.headrace.payments.Price;
import java.util.List;
import java.util.OptionalInt;

/** What happened to a job. Answers name what they answer; one to a question given up is late and changes nothing. */
public sealed interface JobEvent {

    /** The client's stream, file or request begins. */
    record IngestStarted() implements JobEvent {}

    /** The intake has another unit; never beyond what {@code Demand} allowed. */
    record SegmentReady(Unit unit) implements JobEvent {}

    /** No unit follows the ones that were told. */
    record SourceEnded() implements JobEvent {}

    /** The source cannot be read on. */
    record SourceFailed(Reason reason) implements JobEvent {}

    /** The client stops. */
    record CancelRequested() implements JobEvent {}

    /** The node was restarted; told once, in the state that the journal has. */
    record Resumed() implements JobEvent {}

    /** Who was asked in a round of discovery, the silent ones included. */
    record CandidatesFound(int round, List<Candidate> candidates) implements JobEvent {
        public CandidatesFound {
            candidates = List.copyOf(candidates);
        }
    }

    /** @param capacity units the orchestrator takes at once in this session; empty when it does not tell */
    record SessionOpened(int session, OptionalInt capacity) implements JobEvent {}

    record SessionRefused(int session, Reason reason) implements JobEvent {}

    /** The orchestrator now asks another price: what is dispatched from here on is estimated with it. */
    record PriceChanged(int session, Price price) implements JobEvent {}

    /** The session takes no new units: the orchestrator says goodbye, or is gone. Units in flight may still return. */
    record SessionEnded(int session, Reason reason) implements JobEvent {}

    /** Something happened to one unit. */
    record UnitMoved(long seq, UnitEvent event) implements JobEvent {}

    /** Deposit or reserve have been filled up. */
    record Funded() implements JobEvent {}

    /** An orchestrator made its reward call for the round. */
    record RewardCalled(Orchestrator orchestrator) implements JobEvent {}

    /** A timer ran out; counts only while the job still waits for exactly that. */
    record Overdue(Wait waited) implements JobEvent {}
}
