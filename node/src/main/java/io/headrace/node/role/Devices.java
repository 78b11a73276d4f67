package io.headrace.node.role;

import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.DevicesTried;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.pipeline.Capability;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a node transcodes on.
 *
 * @param nvidia the graphics cards, each tried; none for the processor
 * @param onFailure what becomes of a segment that a card failed at
 */
public record Devices(List<DevicesTried.Usable> nvidia, DeviceFailure onFailure) {

    /** The processor alone. */
    public static final Devices NONE = new Devices(List.of(), DeviceFailure.REPORTED);

    public Devices {
        nvidia = List.copyOf(nvidia);
    }

    /** For people. */
    public String names() {
        return nvidia.isEmpty()
                ? new Device.Cpu().toString()
                : nvidia.stream().map(each -> each.device().toString()).collect(Collectors.joining(", "));
    }

    /** @param slots of each card, or of the processor */
    public int capacity(int slots) {
        return Math.max(1, nvidia.size()) * slots;
    }

    /**
     * What software does, but for HEVC where a card cannot and software is not to take its place: a session is bound to
     * a card by load, so each must do what any is asked for. Decoding is never short: what NVDEC refuses is decoded in
     * software.
     */
    public Advertisement advertisement() {
        boolean software = nvidia.isEmpty() || onFailure == DeviceFailure.REPLACED_BY_SOFTWARE;
        if (software || nvidia.stream().allMatch(each -> each.encodes().contains(VideoCodec.HEVC))) {
            return Advertisement.SOFTWARE;
        }
        var all = Advertisement.SOFTWARE;
        return new Advertisement(
                all.supported().without(Capability.HEVC_ENCODE), all.version(), all.minVersion(), all.nodes());
    }
}
