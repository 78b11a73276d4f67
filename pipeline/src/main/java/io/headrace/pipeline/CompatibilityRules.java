package io.headrace.pipeline;

import java.util.Map;
import java.util.Optional;

/** The rules of wire protocol section 6.4, in the network's order. */
final class CompatibilityRules {
    private CompatibilityRules() {}

    static Compatibility check(Capabilities request, Capabilities offer) {
        String minVersion = request.constraints().minVersion();
        if (!VersionRule.satisfies(offer.version(), minVersion)) {
            return new Compatibility.VersionTooLow(minVersion, offer.version());
        }
        if (!offer.mandatory().fitsIn(request.supported())) {
            return new Compatibility.MandatoryMissing(offer.mandatory().without(request.supported()));
        }
        var modelRefusal = firstModelRefusal(request.constraints(), offer.constraints());
        if (modelRefusal.isPresent()) {
            return modelRefusal.get();
        }
        if (!request.supported().fitsIn(offer.supported())) {
            return new Compatibility.CapabilityMissing(request.supported().without(offer.supported()));
        }
        return new Compatibility.Compatible();
    }

    /** A capability about which the offer says nothing passes. */
    private static Optional<Compatibility> firstModelRefusal(Constraints requested, Constraints offered) {
        return requested.perCapability().entrySet().stream()
                .filter(asked -> offered.perCapability().containsKey(asked.getKey()))
                .flatMap(asked -> asked.getValue().entrySet().stream()
                        .map(model -> modelRefusal(asked.getKey(), model, offered.perCapability())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Compatibility> modelRefusal(
            int id, Map.Entry<String, ModelConstraint> asked, Map<Integer, Map<String, ModelConstraint>> offers) {
        var offered = offers.getOrDefault(id, Map.of()).get(asked.getKey());
        if (offered == null) {
            return Optional.of(new Compatibility.ModelMissing(id, asked.getKey()));
        }
        if (asked.getValue().warm() && !offered.warm()) {
            return Optional.of(new Compatibility.ModelCold(id, asked.getKey()));
        }
        String required = asked.getValue().runnerVersion();
        if (!VersionRule.satisfies(offered.runnerVersion(), required)) {
            return Optional.of(new Compatibility.RunnerTooOld(id, asked.getKey(), required, offered.runnerVersion()));
        }
        return Optional.empty();
    }
}
