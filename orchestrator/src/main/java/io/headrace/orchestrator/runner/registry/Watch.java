package io.headrace.orchestrator.runner.registry;

import io.headrace.transport.address.ResolvedUri;
import java.time.Instant;

/** How it is known that a runner lives. */
public sealed interface Watch {

    /** It says so itself. */
    record Heartbeats(Instant last) implements Watch {}

    /** It was named by the operator, and is asked. */
    record Polls(ResolvedUri health, int healthyStatus) implements Watch {}
}
