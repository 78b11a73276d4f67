package io.headrace.orchestrator.info;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.Constraints;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an orchestrator says it can do.
 *
 * @param supported asked again of each unit: what is not in it is refused
 * @param version in the network's own counting, because gateways compare it with the least version they accept
 * @param minVersion the least version of a peer; empty for any. The network's nodes state their own version here, which
 *     only workers heed (wire protocol section 6.6)
 * @param nodes service URIs of the same operator's other nodes
 */
public record Advertisement(CapabilitySet supported, String version, String minVersion, List<String> nodes) {

    private static final int LIVE = Capability.LIVE_VIDEO_TO_VIDEO.id();

    /**
     * What software does: the network's default list but for stores outside the orchestrator and video signatures,
     * which are not made here, and HEVC besides. Gateways ask for slicing whether or not they slice.
     */
    public static final Advertisement SOFTWARE = new Advertisement(
            CapabilitySet.DEFAULT
                    .without(Capability.STORAGE_S3, Capability.STORAGE_GCS, Capability.MPEG7_VIDEO_SIGNATURE)
                    .with(Capability.HEVC_DECODE, Capability.HEVC_ENCODE),
            "0.9.1",
            "",
            List.of());

    public Advertisement {
        nodes = List.copyOf(nodes);
    }

    /** @param capacity units at once, of each kind */
    public Capabilities capabilities(int capacity) {
        return demanding(Capabilities.offer(supported, capacity, version));
    }

    /**
     * The same, and work with these models.
     *
     * @param live by model, what live sessions it takes
     * @param batch what requests each takes; told is how many more it takes now
     */
    public Capabilities capabilities(
            int capacity, Map<String, ModelConstraint> live, Map<BatchSkill, ModelConstraint> batch) {
        return demanding(with(live, batch, Capabilities.offer(supported, capacity, version)));
    }

    /**
     * What who asks for a model is told: existing gateways then ask for every feature of transcoding that they know
     * themselves, though none of them is used (recorded exchanges E-007 and E-071), and pass over whoever lacks one.
     */
    public Capabilities modelCapabilities(Map<String, ModelConstraint> live, Map<BatchSkill, ModelConstraint> batch) {
        return demanding(with(live, batch, Capabilities.offer(supported.plus(CapabilitySet.DEFAULT), 1, version)));
    }

    private static Capabilities with(
            Map<String, ModelConstraint> live, Map<BatchSkill, ModelConstraint> batch, Capabilities offer) {
        var more = live.isEmpty() ? offer : withLive(live, offer);
        for (var each : batch.entrySet()) {
            var pipeline = BuiltInPipelines.find(each.getKey().pipeline());
            var capability = pipeline.flatMap(Pipeline::capability);
            if (capability.isPresent()) {
                var listed = pipeline.get().listed(each.getKey().model());
                more = more.withModel(capability.get(), listed, free(each.getValue()));
            }
        }
        return more;
    }

    private static ModelConstraint free(ModelConstraint all) {
        return new ModelConstraint(
                all.warm(), Math.max(0, all.capacity() - all.capacityInUse()), all.runnerVersion(), 0);
    }

    private static Capabilities withLive(Map<String, ModelConstraint> live, Capabilities offer) {
        var capacities = new TreeMap<>(offer.capacities());
        capacities.put(
                LIVE, live.values().stream().mapToInt(ModelConstraint::capacity).sum());
        return new Capabilities(
                offer.supported().with(Capability.LIVE_VIDEO_TO_VIDEO),
                offer.mandatory(),
                capacities,
                offer.version(),
                new Constraints("", Map.of(LIVE, live)));
    }

    private Capabilities demanding(Capabilities offer) {
        return minVersion.isEmpty() ? offer : offer.requiringVersion(minVersion);
    }
}
