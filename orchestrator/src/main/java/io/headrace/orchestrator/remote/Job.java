package io.headrace.orchestrator.remote;

import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.pipeline.Capabilities;

/** An order, and what a worker must be able to do for it. */
record Job(TaskIds tasks, WorkOrder order, Capabilities needed) {

    static Job of(TaskIds tasks, WorkOrder order) {
        return new Job(tasks, order, NeededCapabilities.of(order));
    }

    SessionId session() {
        return order.unit().session();
    }

    boolean suits(RegisteredWorker worker) {
        return needed.compatibilityWith(worker.capabilities()).isCompatible();
    }
}
