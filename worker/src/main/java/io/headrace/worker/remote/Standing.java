package io.headrace.worker.remote;

import java.time.Duration;

/** Where a worker stands with its orchestrator. */
public sealed interface Standing {

    /**
     * The call is open. The protocol has no word of welcome: until a refusal comes, or the connection fails, the worker
     * takes itself for registered.
     */
    record Listening() implements Standing {}

    /** @param text the orchestrator's */
    record Refused(String text, Duration retryIn) implements Standing {}

    /** The orchestrator is gone, or was never there. */
    record Away(String reason, Duration retryIn) implements Standing {}

    record Closed() implements Standing {}
}
