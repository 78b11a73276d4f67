package io.headrace.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a node offers, or what a job asks for (wire protocol sections 2.7 and 6).
 *
 * @param supported the features offered or asked for
 * @param mandatory features that the other side must have
 * @param capacities by capability id, how many jobs at once
 * @param version of the node's software; empty when not told
 */
public record Capabilities(
        CapabilitySet supported,
        CapabilitySet mandatory,
        Map<Integer, Integer> capacities,
        String version,
        Constraints constraints) {
    public static final Capabilities NONE = request(CapabilitySet.EMPTY);

    public Capabilities {
        capacities = Collections.unmodifiableMap(new TreeMap<>(capacities));
    }

    /** What a transcoding job asks for: bits and nothing else. */
    public static Capabilities request(CapabilitySet needed) {
        return new Capabilities(needed, CapabilitySet.EMPTY, Map.of(), "", Constraints.NONE);
    }

    /** What a transcoding node of this version offers, so many jobs of each. */
    public static Capabilities offer(CapabilitySet supported, int capacity, String version) {
        var each = supported.ids().boxed().collect(Collectors.toMap(id -> id, id -> capacity));
        return new Capabilities(supported, CapabilitySet.EMPTY, each, version, Constraints.NONE);
    }

    /**
     * What a gateway asks for that needs this model, as existing ones do: beside the capability also what every
     * transcoding node has, one of each (section 6.5).
     *
     * @param version of the gateway; empty when it is not told
     */
    public static Capabilities requestModel(Capability capability, String model, String version) {
        return offer(CapabilitySet.DEFAULT.with(capability), 1, version)
                .constrained(capability, model, new ModelConstraint(false, 0, "", 0));
    }

    /** As above, by a gateway that does not tell its version. */
    public static Capabilities requestModel(Capability capability, String model) {
        return requestModel(capability, model, "");
    }

    /**
     * What is offered once this model is offered too. How many of its jobs may run is in the constraint; the capability
     * itself counts as one.
     */
    public Capabilities withModel(Capability capability, String model, ModelConstraint constraint) {
        var more = new TreeMap<>(capacities);
        more.putIfAbsent(capability.id(), 1);
        return with(supported.with(capability), more).constrained(capability, model, constraint);
    }

    private Capabilities constrained(Capability capability, String model, ModelConstraint constraint) {
        var perCapability = new TreeMap<>(constraints.perCapability());
        var models = new TreeMap<>(perCapability.getOrDefault(capability.id(), Map.of()));
        models.put(model, constraint);
        perCapability.put(capability.id(), models);
        return new Capabilities(
                supported, mandatory, capacities, version, new Constraints(constraints.minVersion(), perCapability));
    }

    /** As a node answers that accepts no peer older than itself. */
    public Capabilities requiringVersion(String minVersion) {
        return new Capabilities(
                supported, mandatory, capacities, version, new Constraints(minVersion, constraints.perCapability()));
    }

    /** What a node offers once this worker works for it too: its capacities are added, capability by capability. */
    public Capabilities joinedBy(Capabilities worker) {
        var sum = new TreeMap<>(capacities);
        worker.everyCapacity().forEach((id, count) -> sum.merge(id, count, Capabilities::saturatedSum));
        return with(supported.plus(worker.supported), sum);
    }

    /** What remains when it leaves: a capability of which nothing is left is no longer offered. */
    public Capabilities leftBy(Capabilities worker) {
        var left = new TreeMap<>(capacities);
        worker.everyCapacity()
                .forEach((id, count) -> left.computeIfPresent(
                        id, (_, before) -> before > count ? Integer.valueOf(before - count) : null));
        int[] gone = worker.supported.ids().filter(id -> !left.containsKey(id)).toArray();
        return with(supported.without(CapabilitySet.ofIds(gone)), left);
    }

    /** One of each where no capacities were told. */
    private Map<Integer, Integer> everyCapacity() {
        return capacities.isEmpty() ? supported.ids().boxed().collect(Collectors.toMap(id -> id, _ -> 1)) : capacities;
    }

    private static int saturatedSum(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
    }

    private Capabilities with(CapabilitySet otherSupported, Map<Integer, Integer> otherCapacities) {
        return new Capabilities(otherSupported, mandatory, otherCapacities, version, constraints);
    }

    /** Whether this request can be served by a node with that offer. */
    public Compatibility compatibilityWith(Capabilities offer) {
        return CompatibilityRules.check(this, offer);
    }

    /** As {@link #compatibilityWith}, for a node that sent no capabilities: it knows {@link CapabilitySet#LEGACY}. */
    public Compatibility compatibilityWithLegacyNode() {
        return supported.fitsIn(CapabilitySet.LEGACY)
                ? new Compatibility.Compatible()
                : new Compatibility.CapabilityMissing(supported.without(CapabilitySet.LEGACY));
    }
}
