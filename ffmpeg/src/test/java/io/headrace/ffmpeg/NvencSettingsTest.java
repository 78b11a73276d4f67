package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CAP_ENCODER_FLUSH;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Preset;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a card would be told; and that libav's encoders, which are built in without a card, know each of the words. */
class NvencSettingsTest {

    private static final Gop SEGMENT = new Gop.EncoderDefault();

    @Test
    void holdsABitrateAndItsBound() {
        var settings = settings(VideoCodec.H264, 3_000_000, 0, SEGMENT);

        assertThat(settings.bitrate()).isEqualTo(3_000_000);
        assertThat(settings.maxBitrate()).isEqualTo(3_000_000);
        assertThat(settings.options()).containsEntry("rc", "vbr").doesNotContainKey("cq");
    }

    @Test
    void holdsAQualityWithinABitrate() {
        var settings = settings(VideoCodec.H264, 3_000_000, 28, SEGMENT);

        assertThat(settings.bitrate()).isZero();
        assertThat(settings.maxBitrate()).isEqualTo(3_000_000);
        assertThat(settings.options()).containsEntry("cq", "28");
    }

    @Test
    void takesTheUsualQualityWhereNothingIsAskedAndTheWorstWhereTooBadIs() {
        assertThat(settings(VideoCodec.H264, 0, 0, SEGMENT).options()).containsEntry("cq", "23");
        assertThat(settings(VideoCodec.H264, 0, 63, SEGMENT).options()).containsEntry("cq", "51");
    }

    @Test
    void leavesKeyframesToTheFramesThatAskForThem() {
        var segment = settings(VideoCodec.H264, 1_000_000, 0, SEGMENT);
        var every = settings(VideoCodec.H264, 1_000_000, 0, new Gop.Every(Duration.ofSeconds(1)));

        assertThat(segment.options()).containsEntry("forced-idr", "1");
        assertThat(segment.gop()).isEqualTo(every.gop()).isGreaterThan(100_000);
        assertThat(settings(VideoCodec.H264, 1_000_000, 0, new Gop.IntraOnly()).gop())
                .isZero();
    }

    @Test
    void setsParameterSetsApartWhereTheContainerWantsIt() {
        assertThat(NvencSettings.of(
                                profile(VideoCodec.H264, Container.MP4, CodecProfile.DEFAULT, 1, 0, SEGMENT),
                                Preset.FAST)
                        .globalHeader())
                .isTrue();
        assertThat(settings(VideoCodec.H264, 1, 0, SEGMENT).globalHeader()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"H264_BASELINE,baseline", "H264_MAIN,main", "H264_HIGH,high", "H264_CONSTRAINED_HIGH,high"})
    void namesTheProfile(CodecProfile asked, String told) {
        var profile = profile(VideoCodec.H264, Container.MPEG_TS, asked, 1_000_000, 0, SEGMENT);

        assertThat(NvencSettings.of(profile, Preset.FAST).options()).containsEntry("profile", told);
    }

    @Test
    void leavesTheProfileOfHevcAlone() {
        var profile = profile(VideoCodec.HEVC, Container.MPEG_TS, CodecProfile.H264_BASELINE, 1_000_000, 0, SEGMENT);

        assertThat(NvencSettings.of(profile, Preset.FAST).options()).doesNotContainKey("profile");
    }

    @Test
    void hasAnEffortForEachOfOurs() {
        assertThat(Arrays.stream(Preset.values())
                        .map(preset -> NvencSettings.of(Profile.h264(640, 360, 1), preset)
                                .options()
                                .get("preset")))
                .containsExactly("p1", "p2", "p3", "p4", "p5", "p6", "p7");
    }

    @ParameterizedTest
    @EnumSource(
            value = VideoCodec.class,
            names = {"H264", "HEVC"})
    void saysNothingThatTheEncoderDoesNotKnow(VideoCodec codec) throws Exception {
        var context = avcodec_alloc_context3(Nvenc.codec(codec));
        try {
            for (var preset : Preset.values()) {
                var profile = profile(codec, Container.MPEG_TS, CodecProfile.H264_MAIN, 0, 30, SEGMENT);
                NvencSettings.of(profile, preset)
                        .options()
                        .forEach((name, value) -> assertThat(av_opt_set(context.priv_data(), name, value, 0))
                                .as(name + "=" + value)
                                .isZero());
            }
        } finally {
            avcodec_free_context(context);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VideoCodec.class,
            names = {"H264", "HEVC"})
    void mayKeepItsEncoders(VideoCodec codec) throws Exception {
        assertThat(Nvenc.codec(codec).capabilities() & AV_CODEC_CAP_ENCODER_FLUSH)
                .isNotZero();
    }

    @Test
    void hasNoEncoderForTheOthers() {
        assertThat(NvencSettings.encoderName(VideoCodec.VP8)).isEmpty();
        assertThat(NvencSettings.encoderName(VideoCodec.VP9)).isEmpty();
    }

    private static NvencSettings settings(VideoCodec codec, int bitrate, int quality, Gop gop) {
        return NvencSettings.of(
                profile(codec, Container.MPEG_TS, CodecProfile.DEFAULT, bitrate, quality, gop), Preset.VERYFAST);
    }

    private static Profile profile(
            VideoCodec codec, Container container, CodecProfile codecProfile, int bitrate, int quality, Gop gop) {
        return new Profile(
                "p", 1280, 720, bitrate, FrameRate.PASSTHROUGH, container, codec, codecProfile, gop, quality);
    }
}
