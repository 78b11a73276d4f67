package io.headrace.gateway.order;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.MediaStream;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which capabilities a transcoding job asks for (wire protocol section 6.5). */
public final class TranscodingNeeds {

    private TranscodingNeeds() {}

    /** @param source the input's video; taken for H.264 while it is not known */
    public static Capabilities of(Ladder ladder, Optional<MediaStream.Video> source) {
        var needed = EnumSet.of(Capability.AUTH_TOKEN);
        needed.add(
                source.filter(video -> video.codec().equals("hevc")).isPresent()
                        ? Capability.HEVC_DECODE
                        : Capability.H264);
        ladder.profiles().forEach(profile -> add(needed, profile));
        return Capabilities.request(CapabilitySet.of(needed));
    }

    private static void add(Set<Capability> needed, Profile profile) {
        needed.add(profile.container() == Container.MP4 ? Capability.MP4 : Capability.MPEGTS);
        needed.add(codec(profile.codec()));
        codecProfile(profile.codecProfile()).ifPresent(needed::add);
        if (profile.frameRate().denominator() > 1) {
            needed.add(Capability.FRACTIONAL_FRAMERATES);
        }
        if (!(profile.gop() instanceof Gop.EncoderDefault)) {
            needed.add(Capability.GOP);
        }
    }

    private static Capability codec(VideoCodec codec) {
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
