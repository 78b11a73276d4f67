package io.headrace.orchestrator.runner.registry;

import io.headrace.pipeline.Health;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import java.util.List;

/** What happened to the live runners. Who asked something is told by the number of the question. */
public sealed interface RunnerEvent {

    /** By a first heartbeat. */
    record RegistrationAsked(long question, Candidate candidate) implements RunnerEvent {}

    record HeartbeatHeard(long question, String id, RunnerHeartbeat card, ResolvedUri address) implements RunnerEvent {}

    /** The operator's list was read: all of it is taken, or nothing. */
    record ListRead(long question, List<Candidate> entries) implements RunnerEvent {
        public ListRead {
            entries = List.copyOf(entries);
        }
    }

    record DepartureAsked(long question, String id) implements RunnerEvent {}

    record PollDue(String id, long generation) implements RunnerEvent {}

    record Polled(String id, long generation, Health.Report report) implements RunnerEvent {}

    record SessionAsked(long question, String id, String session) implements RunnerEvent {}

    record SessionEnded(String id, String session, SessionEnd end) implements RunnerEvent {}

    /** Somebody may have been silent for too long. */
    record TimePassed() implements RunnerEvent {}
}
