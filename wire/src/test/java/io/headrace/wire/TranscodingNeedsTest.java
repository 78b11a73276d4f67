package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.wire.TranscodingNeeds.Extra;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TranscodingNeedsTest {
    private static final Ladder PLAIN = new Ladder(List.of(Profile.h264(320, 180, 200_000)));
    private static final Ladder RICH = new Ladder(List.of(new Profile(
            "hi",
            1280,
            720,
            1_500_000,
            new FrameRate(30_000, 1001),
            Container.MP4,
            VideoCodec.H264,
            CodecProfile.H264_HIGH,
            new Gop.Every(Duration.ofSeconds(2)),
            0)));

    @Test
    void areThoseOfExistingGateways() {
        assertThat(TranscodingNeeds.of(VideoCodec.H264, PLAIN, Set.of())).isEqualTo(CapabilitySet.ofWords(4099));
        assertThat(TranscodingNeeds.of(VideoCodec.H264, PLAIN, Set.of(Extra.SLICES)))
                .isEqualTo(CapabilitySet.ofWords(67112963));
        assertThat(TranscodingNeeds.of(
                        VideoCodec.H264, RICH, Set.of(Extra.SLICES, Extra.PERCEPTUAL_HASH, Extra.STORE_S3)))
                .isEqualTo(CapabilitySet.ofWords(67131949));
    }

    @Test
    void nameTheCodecsOnBothSides() {
        var hevc = new Ladder(List.of(new Profile(
                "hevc",
                1280,
                720,
                0,
                FrameRate.PASSTHROUGH,
                Container.MP4,
                VideoCodec.HEVC,
                CodecProfile.DEFAULT,
                new Gop.EncoderDefault(),
                0)));

        assertThat(TranscodingNeeds.of(VideoCodec.VP9, hevc, Set.of()))
                .isEqualTo(CapabilitySet.of(
                        Capability.AUTH_TOKEN, Capability.VP9_DECODE, Capability.HEVC_ENCODE, Capability.MP4));
    }
}
