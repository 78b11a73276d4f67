package io.headrace.orchestrator.byoc;

import io.headrace.pipeline.Metering;
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

    /** Under which its price is kept. */
    public String name() {
        return registration.name().text();
    }

    /**
     * Under which senders' accounts with it are kept (payments section 3.5). A sender's first payment fixes its price, and
     * what was the price of a second must not become that of a pixel: each unit of its own has accounts of its own.
     */
    public String account() {
        return switch (registration.shape().metering()) {
            case Metering.ByNode _ -> name();
            case Metering.ByApplication(var unit, var _) -> name() + " by the " + unit.word();
        };
    }
}
