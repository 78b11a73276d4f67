package io.headrace.orchestrator.byoc;

import io.headrace.pipeline.Offering;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.byoc.ContainerRegistration;

/**
 * A container as it registered, and where it was found.
 *
 * @param generation counts registrations, so that what was seen of an earlier one is not taken for this one's
 */
public record App(ContainerRegistration registration, ResolvedUri address, long generation) {

    public Offering.Id id() {
        return registration.offering().id();
    }

    /** Under which senders' accounts with it are kept (payments section 3.5). */
    public String account() {
        return registration.name().text();
    }
}
