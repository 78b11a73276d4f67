package io.headrace.orchestrator.info;

import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import java.util.List;

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
        var offer = Capabilities.offer(supported, capacity, version);
        return minVersion.isEmpty() ? offer : offer.requiringVersion(minVersion);
    }
}
