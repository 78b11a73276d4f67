package io.headrace.orchestrator.runner.registry;

import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import java.time.Instant;
import java.util.Optional;

/**
 * Who wants to be registered, or registered anew.
 *
 * @param address to which its URL was resolved
 * @param polls how its health is seen; empty for one that sends heartbeats
 */
public record Candidate(
        RunnerIdentity identity, RunnerHeartbeat card, ResolvedUri address, Optional<Watch.Polls> polls) {

    Watch watchedFrom(Instant now) {
        return polls.<Watch>map(asked -> asked).orElseGet(() -> new Watch.Heartbeats(now));
    }
}
