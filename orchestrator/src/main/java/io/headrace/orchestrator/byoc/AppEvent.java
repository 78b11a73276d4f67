package io.headrace.orchestrator.byoc;

import io.headrace.pipeline.Health;
import io.headrace.pipeline.Offering;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.byoc.ContainerRegistration;

/** What happened to the registered containers. Who asked something is told by the number of the question. */
sealed interface AppEvent {

    record RegistrationAsked(long question, ContainerRegistration registration, ResolvedUri address)
            implements AppEvent {}

    record RegistrationEnded(long question, Offering.Id id) implements AppEvent {}

    /** Something was seen of an application, by a probe. */
    record ProbeEnded(Offering.Id id, long generation, Health.Report report) implements AppEvent {}

    record ProbeDue(Offering.Id id, long generation) implements AppEvent {}

    record JobAsked(long question, Offering.Id id) implements AppEvent {}

    /** @param report what the job showed of the application */
    record JobEnded(long job, Offering.Id id, long generation, Health.Report report) implements AppEvent {}

    /** Whoever had the job cannot say anything of the application: it was not called. */
    record JobDropped(long job) implements AppEvent {}
}
