package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import java.util.List;

/** Where a job is. */
public sealed interface JobState {

    /** Created; nothing has come yet. */
    record Idle() implements JobState {}

    /** The source has begun; no unit has come yet. */
    record Ingesting() implements JobState {}

    /** A job that has units and is not over. */
    sealed interface Working extends JobState {
        Work work();
    }

    /** Looks for an orchestrator; units of earlier sessions may still be under way. */
    record Discovering(Work work, Search search) implements Working {}

    /** Units are dispatched in this session. */
    record SessionEstablished(Work work, Session session) implements Working {}

    /** Leaves a session; passed through within one step. */
    record SwapOrchestrator(Work work, Session left, Reason reason) implements Working {}

    /** There is no money for another unit. */
    record Drained(Work work) implements Working {}

    /** Nothing leaves these. */
    sealed interface Over extends JobState {
        Outcome outcome();
    }

    record Completed(Outcome.Completed outcome) implements Over {}

    record Cancelled(Outcome.Cancelled outcome) implements Over {}

    record Failed(Outcome.Failed outcome) implements Over {}

    /** How far the search for an orchestrator is. {@code round} counts from 1 since the last success. */
    sealed interface Search {
        int round();
    }

    /** Pauses before this round. */
    record Pausing(int round) implements Search {}

    /** Has asked around. */
    record Asking(int round) implements Search {}

    /** Has chosen, and tries to agree. */
    record Opening(int round, int session, Candidate chosen, List<Candidate> others) implements Search {
        public Opening {
            others = List.copyOf(others);
        }
    }
}
