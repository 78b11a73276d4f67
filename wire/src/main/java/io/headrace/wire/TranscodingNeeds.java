package io.headrace.wire;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which capabilities a transcoding job asks of an orchestrator (wire protocol section 6.5). */
public final class TranscodingNeeds {
    private TranscodingNeeds() {}

    /** What is not seen from input and ladder. */
    public enum Extra {
        /** The job may ask for a part of a segment. */
        SLICES(Capability.SEGMENT_SLICING),
        /** Results are verified by their perceptual hashes. */
        PERCEPTUAL_HASH(Capability.MPEG7_VIDEO_SIGNATURE),
        STORE_DIRECT(Capability.STORAGE_DIRECT),
        STORE_S3(Capability.STORAGE_S3),
        STORE_GOOGLE(Capability.STORAGE_GCS);

        private final Capability capability;

        Extra(Capability capability) {
            this.capability = capability;
        }
    }

    /** @param input of 8 bits and 4:2:0, as all but few sources are */
    public static CapabilitySet of(VideoCodec input, Ladder ladder, Set<Extra> extras) {
        var needed = new ArrayList<Capability>();
        needed.add(Capability.AUTH_TOKEN);
        needed.add(decoding(input));
        extras.forEach(extra -> needed.add(extra.capability));
        ladder.profiles().forEach(profile -> needed.addAll(of(profile)));
        return CapabilitySet.of(needed);
    }

    private static List<Capability> of(Profile profile) {
        var needed = new ArrayList<Capability>();
        needed.add(encoding(profile.codec()));
        needed.add(profile.container() == Container.MP4 ? Capability.MP4 : Capability.MPEGTS);
        if (profile.frameRate().denominator() != 1) {
            needed.add(Capability.FRACTIONAL_FRAMERATES);
        }
        codecProfile(profile.codecProfile()).ifPresent(needed::add);
        if (!(profile.gop() instanceof Gop.EncoderDefault)) {
            needed.add(Capability.GOP);
        }
        return needed;
    }

    private static Capability decoding(VideoCodec codec) {
        return switch (codec) {
            case H264 -> Capability.H264;
            case HEVC -> Capability.HEVC_DECODE;
            case VP8 -> Capability.VP8_DECODE;
            case VP9 -> Capability.VP9_DECODE;
        };
    }

    private static Capability encoding(VideoCodec codec) {
        return switch (codec) {
            case H264 -> Capability.H264;
            case HEVC -> Capability.HEVC_ENCODE;
            case VP8 -> Capability.VP8_ENCODE;
            case VP9 -> Capability.VP9_ENCODE;
        };
    }

    private static Optional<Capability> codecProfile(CodecProfile profile) {
        return switch (profile) {
            case DEFAULT -> Optional.empty();
            case H264_BASELINE -> Optional.of(Capability.PROFILE_H264_BASELINE);
            case H264_MAIN -> Optional.of(Capability.PROFILE_H264_MAIN);
            case H264_HIGH -> Optional.of(Capability.PROFILE_H264_HIGH);
            case H264_CONSTRAINED_HIGH -> Optional.of(Capability.PROFILE_H264_CONSTRAINED_HIGH);
        };
    }
}
