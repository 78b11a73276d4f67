package io.headrace.orchestrator.batch;

import io.headrace.wire.batch.error.OrchestratorError;

/** Whether a request can be taken up. */
sealed interface Intake {

    record Taken(AskedRequest request) implements Intake {}

    record Refused(OrchestratorError error) implements Intake {}
}
