package io.headrace.gateway.realtime.session;

import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.Constraints;
import io.headrace.pipeline.ModelConstraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a live session asks of an orchestrator: the capability, and one model of it (real-time reference section 6.1). */
public final class SessionNeeds {

    private static final Capability LIVE = Capability.LIVE_VIDEO_TO_VIDEO;

    private SessionNeeds() {}

    /** @param model warm or cold: who has it cold starts it */
    public static Capabilities of(String model) {
        var constraint = new ModelConstraint(false, 1, "", 0);
        return new Capabilities(
                CapabilitySet.of(List.of(LIVE)),
                CapabilitySet.EMPTY,
                Map.of(LIVE.id(), 1),
                "",
                new Constraints("", Map.of(LIVE.id(), Map.of(model, constraint))));
    }

    /** What an offer says of the model; empty where it says nothing. */
    static Optional<ModelConstraint> place(Capabilities offer, String model) {
        return Optional.ofNullable(offer.constraints()
                .perCapability()
                .getOrDefault(LIVE.id(), Map.of())
                .get(model));
    }

    /** What the first payment names, before the orchestrator has named the session. */
    static String manifest(String model) {
        return LIVE.id() + "_" + model;
    }
}
