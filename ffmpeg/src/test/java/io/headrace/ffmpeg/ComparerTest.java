package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Comparison;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.verify.ContentJudge;
import io.headrace.media.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparerTest {

    private static final Profile P360 = Profile.h264(640, 360, 900_000);
    private static final Profile P180 = Profile.h264(320, 180, 250_000);

    private final Transcoder transcoder = new Transcoder();

    @AfterEach
    void close() {
        transcoder.close();
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void honestRenditionsPassOnEveryScene(Scene scene) throws Exception {
        var source = scene.segment(640, 360, 30, 60, 1);

        assertThat(judged(source, honest(source, P180, Preset.VERYFAST), P180)).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @CsvSource({"320,180,10,20", "180,320,30,30", "320,180,30,1", "320,180,30,2", "160,90,25,50", "322,182,30,30"})
    void honestRenditionsPassAtEveryShape(int width, int height, int perSecond, int frames) throws Exception {
        var source = Scene.FILM.segment(width, height, perSecond, frames, 1);
        var tiny = Profile.h264(146, 82, 100_000);

        assertThat(judged(source, honest(source, P180, Preset.MEDIUM), P180)).isInstanceOf(Verdict.Same.class);
        assertThat(judged(source, honest(source, tiny, Preset.MEDIUM), tiny)).isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @CsvSource({"60,30", "10,30", "30,5", "60,1", "25,24"})
    void honestRenditionsPassAtAnotherFrameRate(int from, int to) throws Exception {
        var source = Scene.TEXT.segment(320, 180, from, 2 * from, 1);
        var profile = P180.at(FrameRate.of(to));

        assertThat(judged(source, honest(source, profile, Preset.FAST), profile))
                .isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @EnumSource(Scene.class)
    void honestRenditionsOfOtherEncodersAndScalersPass(Scene scene) throws Exception {
        var source = scene.segment(640, 360, 30, 30, 1);

        for (var worker : List.of(
                new OtherWorker("libopenh264", SWS_BICUBIC, 0),
                new OtherWorker("libx264", SWS_LANCZOS, 126_000),
                new OtherWorker("libx264", SWS_POINT, 0),
                new OtherWorker("libx264", SWS_FAST_BILINEAR, 0))) {
            assertThat(judged(source, worker.rendition(source, P180), P180))
                    .as(worker.toString())
                    .isInstanceOf(Verdict.Same.class);
        }
    }

    @Test
    void blackIsNoRenditionOfFilm() throws Exception {
        var source = Scene.FILM.segment(640, 360, 30, 60, 1);
        var black = honest(Scene.BLACK.segment(640, 360, 30, 60, 1), P360, Preset.FAST);

        assertThat(judged(source, black, P360)).isInstanceOfSatisfying(Verdict.Different.class, different -> {
            assertThat(different.kind()).isEqualTo(Verdict.Kind.BLACK);
            assertThat(different.sentence()).contains("levels of luma");
        });
    }

    @Test
    void anotherSegmentOfTheStreamIsForeign() throws Exception {
        var source = Scene.FILM.segment(640, 360, 30, 60, 1);
        var other = honest(Scene.FILM.segment(640, 360, 30, 60, 2), P360, Preset.FAST);

        assertThat(judged(source, other, P360))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.kind()).isEqualTo(Verdict.Kind.FOREIGN));
    }

    @ParameterizedTest
    @EnumSource(names = {"FILM", "TEXT", "STILL"})
    void picturesMadeOfAQuarterAreDegraded(Scene scene) throws Exception {
        var source = scene.segment(640, 360, 30, 60, 1);
        var small = honest(source, Profile.h264(160, 90, 900_000), Preset.FAST);

        assertThat(judged(source, honest(small, P360, Preset.FAST), P360))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.kind()).isEqualTo(Verdict.Kind.DEGRADED));
    }

    @Test
    void aTenthOfTheBitrateIsDegraded() throws Exception {
        var source = Scene.FILM.segment(640, 360, 30, 60, 1);
        var poor = honest(source, Profile.h264(640, 360, 90_000), Preset.ULTRAFAST);

        assertThat(judged(source, poor, P360)).isInstanceOf(Verdict.Different.class);
    }

    @Test
    void whatIsNoVideoHasNoFrames() throws Exception {
        var source = Scene.FILM.segment(320, 180, 30, 10, 1);

        var comparison = compared(source, MediaBytes.owning(new byte[5_000]), P180);

        assertThat(comparison.expected()).isPositive();
        assertThat(comparison.frames()).isEmpty();
    }

    @Test
    void honestHevcPasses() throws Exception {
        var source = Scene.FILM.segment(320, 180, 30, 30, 1, VideoCodec.HEVC);
        var profile = in(VideoCodec.HEVC, 0, 250_000);

        assertThat(judged(source, honest(source, profile, Preset.VERYFAST), profile))
                .isInstanceOf(Verdict.Same.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 40})
    void honestConstantQualityPasses(int quality) throws Exception {
        var source = Scene.TEXT.segment(320, 180, 30, 30, 1);
        var profile = in(VideoCodec.H264, quality, 0);

        assertThat(judged(source, honest(source, profile, Preset.MEDIUM), profile))
                .isInstanceOf(Verdict.Same.class);
    }

    @Test
    void aLongSegmentIsComparedInPart() throws Exception {
        var source = Scene.FILM.segment(160, 90, 30, 600, 1);
        var profile = Profile.h264(160, 90, 100_000);

        var comparison = compared(source, honest(source, profile, Preset.FAST), profile);

        assertThat(comparison.frames())
                .hasSize(12)
                .allSatisfy(frame -> assertThat(frame.time().ticks()).isBetween(540_000L, 1_261_000L));
        assertThat(ContentJudge.USUAL.judge(comparison)).isInstanceOf(Verdict.Same.class);
    }

    @Test
    void aRenditionThatEndsEarlyIsUnmatched() throws Exception {
        var source = Scene.FILM.segment(320, 180, 30, 60, 1);
        var third = honest(Scene.FILM.segment(320, 180, 30, 20, 1), P180, Preset.FAST);

        assertThat(judged(source, third, P180))
                .isInstanceOfSatisfying(
                        Verdict.Different.class,
                        different -> assertThat(different.kind()).isEqualTo(Verdict.Kind.UNMATCHED));
    }

    @Test
    void spoiltRenditionsEndInAVerdict() throws Exception {
        var source = Scene.FILM.segment(320, 180, 30, 15, 1);
        byte[] whole = new byte[source.length()];
        source.asByteBuffer().get(whole);
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            byte[] spoilt = whole.clone();
            for (int i = 0; i < 1 + round * 8; i++) {
                spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(judged(source, MediaBytes.owning(spoilt), P180)).isNotNull();
        }
    }

    @Test
    void aRenditionAboveTheLimitHasNoFramesAndASourceIsRefused() throws Exception {
        var small = Scene.FILM.segment(160, 90, 30, 5, 1);
        var large = Scene.FILM.segment(640, 360, 30, 5, 1);
        var limits = new MediaLimits(320 * 180, Duration.ofHours(1), Duration.ofMinutes(1), 16, 1000);

        assertThat(Comparer.compare(request(small, large, P180), limits).frames())
                .isEmpty();
        assertThatThrownBy(() -> Comparer.compare(request(large, small, P180), limits))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isEqualTo(new MediaRefusal.TooManyPixels(640, 360, 320 * 180)));
    }

    @Test
    void refusesAProfileThatNoEncoderMakes() throws Exception {
        var source = Scene.FILM.segment(160, 90, 30, 5, 1);

        assertThatThrownBy(() -> compared(source, source, in(VideoCodec.VP9, 0, 100_000)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(MediaRefusal.EncoderMissing.class));
    }

    @Test
    void refusesASourceThatIsNoVideo() throws Exception {
        var rendition = Scene.FILM.segment(320, 180, 30, 10, 1);

        assertThatThrownBy(() -> compared(MediaBytes.EMPTY, rendition, P180))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(MediaRefusal.InvalidVideo.class));
    }

    private Verdict judged(MediaBytes source, MediaBytes rendition, Profile profile) throws Exception {
        return ContentJudge.USUAL.judge(compared(source, rendition, profile));
    }

    private static Comparison compared(MediaBytes source, MediaBytes rendition, Profile profile) throws Exception {
        return Comparer.compare(request(source, rendition, profile), MediaLimits.DEFAULT);
    }

    private static MediaRequest.Compare request(MediaBytes source, MediaBytes rendition, Profile profile) {
        return new MediaRequest.Compare(source, rendition, profile, Preset.ULTRAFAST, 0.5);
    }

    private static Profile in(VideoCodec codec, int quality, int bitrate) {
        return new Profile(
                "p",
                320,
                180,
                bitrate,
                FrameRate.PASSTHROUGH,
                Container.MPEG_TS,
                codec,
                CodecProfile.DEFAULT,
                new Gop.EncoderDefault(),
                quality);
    }

    private MediaBytes honest(MediaBytes source, Profile profile, Preset preset) throws Exception {
        var request = new MediaRequest.Transcode("stream", source, new Ladder(List.of(profile)), preset);
        return transcoder
                .transcode(request, MediaLimits.DEFAULT)
                .outputs()
                .getFirst()
                .segment()
                .bytes();
    }
}
