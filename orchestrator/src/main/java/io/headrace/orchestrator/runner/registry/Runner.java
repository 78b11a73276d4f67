package io.headrace.orchestrator.runner.registry;

import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.pipeline.Offering;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.runner.RunnerMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A runner as it registered, where it was found, and whose it is just now. Its health stands in the registry.
 *
 * @param generation counts registrations, so that what was seen of an earlier one is not taken for this one's
 * @param sessions their ids, oldest first
 */
public record Runner(
        RunnerIdentity identity,
        RunnerHeartbeat card,
        ResolvedUri address,
        Watch watch,
        long generation,
        List<String> sessions) {

    public Runner {
        sessions = List.copyOf(sessions);
    }

    public String id() {
        return identity.id();
    }

    public Offering.Id offeringId() {
        return offering().id();
    }

    /** As it registered; what is known of its health stands elsewhere. */
    public Offering offering() {
        return card.offering(id(), sessions.size());
    }

    public boolean isPersistent() {
        return card.mode() == RunnerMode.PERSISTENT;
    }

    public boolean isStatic() {
        return watch instanceof Watch.Polls;
    }

    Runner with(String session) {
        return holding(Stream.concat(sessions.stream(), Stream.of(session)).toList());
    }

    Runner without(String session) {
        return holding(sessions.stream().filter(held -> !held.equals(session)).toList());
    }

    Runner holding(List<String> others) {
        return new Runner(identity, card, address, watch, generation, others);
    }
}
