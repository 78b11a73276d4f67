package io.headrace.orchestrator.remote;

import java.time.Instant;

/** One task on its way through the pool; each state has exactly what it needs. */
sealed interface Errand {

    /** Whether that worker has it. */
    default boolean isWith(long id) {
        return switch (this) {
            case Waiting _ -> false;
            case AtWork atWork -> atWork.worker() == id;
            case Abandoned(long worker) -> worker == id;
        };
    }

    /** For a worker that can do it and is free. */
    record Waiting(Job job) implements Errand {}

    /** A worker has it, and its answer is wanted. */
    sealed interface AtWork extends Errand {
        Job job();

        long worker();

        Instant since();
    }

    /** Within its time. */
    record Running(Job job, long worker, Instant since) implements AtWork {}

    /** It takes longer than it should: whoever becomes free gets the order as well. */
    record Overdue(Job job, long worker, Instant since) implements AtWork {}

    /** It was overdue, and a second worker got the order as well, under the other task id. */
    record Shared(Job job, long worker, Instant since) implements AtWork {}

    /** Nobody waits for it any more, but the worker does not know and is not free. */
    record Abandoned(long worker) implements Errand {}
}
