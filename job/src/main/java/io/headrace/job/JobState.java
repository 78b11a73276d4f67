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

        /** The same state of other work. */
        default Working with(Work work) {
            return switch (this) {
                case Discovering(var _, var search) -> new Discovering(work, search);
                case SessionEstablished(var _, var session) -> new SessionEstablished(work, session);
                case SwapOrchestrator(var _, var left, var reason) -> new SwapOrchestrator(work, left, reason);
                case Drained _ -> new Drained(work);
            };
        }
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

    /** How far the search for an orchestrator is. */
    sealed interface Search {
        /** Names this round of discovery. */
        int round();

        /** Rounds in succession that found nobody. */
        int fruitless();
    }

    /** Pauses before this round. */
    record Pausing(int round, int fruitless) implements Search {}

    /** Has asked around. */
    record Asking(int round, int fruitless) implements Search {}

    /** Has chosen, and tries to agree; {@code others} answered as well. */
    record Opening(int round, int fruitless, int session, Candidate chosen, List<Candidate> others) implements Search {
        public Opening {
            others = List.copyOf(others);
        }
    }
}
