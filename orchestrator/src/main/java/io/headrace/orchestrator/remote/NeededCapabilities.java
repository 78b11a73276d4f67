package io.headrace.orchestrator.remote;

import io.headrace.admission.WorkOrder;
import io.headrace.media.Gop;
import io.headrace.media.Profile;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a worker must be able to do for an order (wire protocol section 6.5). What the source is encoded in is not known
 * here and taken for H.264, as gateways do.
 */
final class NeededCapabilities {

    private NeededCapabilities() {}

    /** With a capacity of one for each, as orchestrators tell workers. */
    static Capabilities of(WorkOrder order) {
        var needed = EnumSet.of(Capability.AUTH_TOKEN, Capability.H264);
        if (order.perceptualHash()) {
            needed.add(Capability.MPEG7_VIDEO_SIGNATURE);
        }
        if (order.slice().isPresent()) {
            needed.add(Capability.SEGMENT_SLICING);
        }
        order.ladder().profiles().forEach(profile -> add(profile, needed));
        return Capabilities.offer(CapabilitySet.of(needed), 1, "");
    }

    private static void add(Profile profile, Set<Capability> needed) {
        needed.add(
                switch (profile.container()) {
                    case MPEG_TS -> Capability.MPEGTS;
                    case MP4 -> Capability.MP4;
                });
        needed.add(
                switch (profile.codec()) {
                    case H264 -> Capability.H264;
                    case HEVC -> Capability.HEVC_ENCODE;
                    case VP8 -> Capability.VP8_ENCODE;
                    case VP9 -> Capability.VP9_ENCODE;
                });
        switch (profile.codecProfile()) {
            case DEFAULT -> {}
            case H264_BASELINE -> needed.add(Capability.PROFILE_H264_BASELINE);
            case H264_MAIN -> needed.add(Capability.PROFILE_H264_MAIN);
            case H264_HIGH -> needed.add(Capability.PROFILE_H264_HIGH);
            case H264_CONSTRAINED_HIGH -> needed.add(Capability.PROFILE_H264_CONSTRAINED_HIGH);
        }
        if (profile.frameRate().denominator() != 1) {
            needed.add(Capability.FRACTIONAL_FRAMERATES);
        }
        if (!(profile.gop() instanceof Gop.EncoderDefault)) {
            needed.add(Capability.GOP);
        }
    }
}
