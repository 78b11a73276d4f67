package io.headrace.orchestrator.remote;

import io.headrace.admission.WorkOrder;
import io.headrace.pipeline.Capabilities;

/** One order on its way through the pool; each state has exactly what it needs. */
sealed interface Errand {

    /** For a worker that can do it and is free. */
    record Waiting(WorkOrder order, Capabilities needed) implements Errand {}

    /** A worker has it. */
    record Running(WorkOrder order, Capabilities needed, long worker) implements Errand {}

    /** Nobody waits for it any more, but the worker does not know and is not free. */
    record Abandoned(long worker) implements Errand {}
}
