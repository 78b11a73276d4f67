package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscoderTest {

    private static final Profile P144 = Profile.h264(256, 144, 300_000);

    private final Clips clips;
    private final Transcoder transcoder = new Transcoder();

    TranscoderTest(@TempDir Path directory) {
        this.clips = new Clips(directory);
    }

    @AfterEach
    void close() {
        transcoder.close();
    }

    @Test
    void keepsTheFramesOfTenPerSecond() throws Exception {
        var output = one(clips.segment(Clips.shape(320, 180, 10, 2)), P144);

        assertThat(Clips.measure(output).frames()).isEqualTo(20);
        assertThat(output.segment().pixels()).isEqualTo(PixelCount.of(256, 144, 20));
    }

    @Test
    void keepsTheTimesOfAVariableFrameRate() throws Exception {
        var shape = Clips.gop(Clips.silent(Clips.shape(320, 180, 30, 1)), 1000);
        var file = clips.make("vfr.mp4", shape, VideoCodec.H264, n -> 9_000 + n * 3_000 + (n % 3) * 900 + n * n * 10);
        var source = clips.split(file, 60).getFirst();

        var found = Clips.measure(one(Clips.load(source), P144));

        assertThat(found.frames()).isEqualTo(30);
        assertThat(found.first()).isEqualTo(source.start());
        assertThat(found.last().ticks() - found.first().ticks()).isEqualTo(29 * 3_000 + 2 * 900 + 29 * 29 * 10);
    }

    @Test
    void turnsTheProfileOfAPortraitSource() throws Exception {
        var output = one(clips.segment(Clips.shape(180, 320, 10, 1)), Profile.h264(640, 360, 300_000));

        assertThat(output)
                .extracting(MediaReply.Output::width, MediaReply.Output::height)
                .containsExactly(360, 640);
    }

    @Test
    void keepsTheAspectOfAnOddSourceAndMakesItEven() throws Exception {
        var output = one(clips.segment(Clips.shape(322, 182, 10, 1)), Profile.h264(250, 250, 300_000));

        var found = Clips.measure(output);
        assertThat(found.width()).isEqualTo(250);
        assertThat(found.height()).isEqualTo(250 * 182 / 322 & ~1);
    }

    @Test
    void takesASingleFrame() throws Exception {
        var output = one(clips.segment(Clips.silent(Clips.shape(320, 180, 30, 0.03))), P144);

        assertThat(Clips.measure(output).frames()).isEqualTo(1);
    }

    @Test
    void takesUltraHighDefinition() throws Exception {
        var output = one(clips.segment(Clips.silent(Clips.shape(3840, 2160, 30, 0.1))), P144);

        assertThat(Clips.measure(output).frames()).isEqualTo(3);
    }

    @Test
    void halvesTheFrameRate() throws Exception {
        var output = one(clips.segment(Clips.shape(320, 180, 60, 1)), atRate(FrameRate.of(30)));

        assertThat(Clips.measure(output).frames()).isEqualTo(30);
    }

    @Test
    void repeatsFramesForAHigherRate() throws Exception {
        var output = one(clips.segment(Clips.shape(320, 180, 10, 1)), atRate(FrameRate.of(30)));

        assertThat(Clips.measure(output).frames()).isEqualTo(30);
    }

    @Test
    void convertedSegmentsFitTogetherWithoutAGap() throws Exception {
        var pieces = clips.split(clips.make("in.mp4", Clips.shape(320, 180, 25, 4)), 2);

        var first = Clips.measure(one(Clips.load(pieces.get(0)), atRate(FrameRate.of(30))));
        var second = Clips.measure(one(Clips.load(pieces.get(1)), atRate(FrameRate.of(30))));

        assertThat(second.first().ticks() - first.last().ticks()).isEqualTo(3_000);
        assertThat(first.frames() + second.frames()).isEqualTo(120);
    }

    @Test
    void survivesAChangeOfResolutionInMidSegment() throws Exception {
        var large = clips.segment(Clips.silent(Clips.shape(640, 360, 30, 1)));
        var small = Clips.silent(Clips.shape(160, 90, 30, 1));
        var later = clips.make("later.ts", small, VideoCodec.H264, n -> 400_000 + n * 3_000);

        var output = one(joined(large, MediaBytes.read(later)), P144);

        var found = Clips.measure(output);
        assertThat(found.frames()).isEqualTo(60);
        assertThat(found.sameSizeThroughout()).isTrue();
    }

    @Test
    void keyframesComeAtTheDistanceAskedForInEveryRendition() throws Exception {
        var gop = new Gop.Every(Duration.ofMillis(500));
        var ladder = new Ladder(List.of(withGop(P144, gop), withGop(Profile.h264(160, 90, 100_000), gop)));

        var outputs =
                transcode(clips.segment(Clips.shape(320, 180, 30, 2)), ladder).outputs();

        assertThat(Clips.measure(outputs.get(0)).keyframes()).isEqualTo(4);
        assertThat(Clips.measure(outputs.get(1)).keyframes()).isEqualTo(4);
    }

    @Test
    void everyFrameIsAKeyframeWhenAskedFor() throws Exception {
        var output = one(clips.segment(Clips.shape(320, 180, 10, 1)), withGop(P144, new Gop.IntraOnly()));

        assertThat(Clips.measure(output).keyframes()).isEqualTo(10);
    }

    @Test
    void makesHevcOfHevc() throws Exception {
        var shape = Clips.gop(Clips.shape(320, 180, 24, 1), 1000);
        var source = clips.split(clips.make("in.mp4", shape, VideoCodec.HEVC), 60);

        var found = Clips.measure(one(Clips.load(source.getFirst()), in(VideoCodec.HEVC, Container.MPEG_TS)));

        assertThat(found.codec()).isEqualTo("hevc");
        assertThat(found.frames()).isEqualTo(24);
        assertThat(found.codecTag()).startsWith("hvc1.1.6.L");
    }

    @Test
    void makesAnMp4ThatStandsAloneAndKeepsItsTimes() throws Exception {
        var pieces = clips.split(clips.make("in.mp4", Clips.shape(320, 180, 30, 4)), 2);

        var found = Clips.measure(one(Clips.load(pieces.get(1)), in(VideoCodec.H264, Container.MP4)));

        assertThat(found.frames()).isEqualTo(60);
        assertThat(found.first()).isEqualTo(pieces.get(1).start());
        assertThat(found.sound()).isPresent();
    }

    @Test
    void holdsTheQualityInsteadOfABitrate() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 10, 1));

        int fine = one(segment, quality(18)).segment().bytes().length();
        int coarse = one(segment, quality(45)).segment().bytes().length();

        assertThat(fine).isGreaterThan(coarse);
    }

    @Test
    void copiesTheSoundToEveryRendition() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 30, 2));
        var before = Clips.measure(segment).sound();

        for (var output : transcode(segment, new Ladder(List.of(P144, Profile.h264(160, 90, 100_000))))
                .outputs()) {
            assertThat(Clips.measure(output).sound()).isEqualTo(before);
        }
    }

    @Test
    void sameInputGivesTheSameBytes() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 30, 1));

        assertThat(one(segment, P144).segment().bytes().asByteBuffer())
                .isEqualTo(one(segment, P144).segment().bytes().asByteBuffer());
    }

    @Test
    void refusesEmptyInput() {
        refused(MediaBytes.EMPTY, "TranscoderInvalidVideo");
    }

    @Test
    void refusesWhatIsNoMedia() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);

        refused(MediaBytes.owning(noise), "TranscoderInvalidVideo");
    }

    @Test
    void refusesSoundWithoutPicture() throws Exception {
        refused(MediaBytes.read(clips.soundOnly("sound.mp4")), "TranscoderInvalidVideo");
    }

    @Test
    void refusesAPictureAboveTheLimit() throws Exception {
        var segment = clips.segment(Clips.silent(Clips.shape(640, 360, 10, 0.2)));
        var limits = new MediaLimits(320 * 180, Duration.ofHours(1), Duration.ofMinutes(1), 16, 1000);

        assertThatThrownBy(() -> transcoder.transcode(request(segment, new Ladder(List.of(P144))), limits))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isEqualTo(new MediaRefusal.TooManyPixels(640, 360, 320 * 180)));
    }

    @Test
    void refusesMorePacketsThanTheLimit() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 30, 1));
        var limits = new MediaLimits(1 << 20, Duration.ofHours(1), Duration.ofMinutes(1), 16, 20);

        assertThatThrownBy(() -> transcoder.transcode(request(segment, new Ladder(List.of(P144))), limits))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(new MediaRefusal.TooManyPackets(20)));
    }

    @Test
    void refusesASegmentThatLastsTooLong() throws Exception {
        var segment = clips.segment(Clips.silent(Clips.shape(320, 180, 10, 3)));
        var limits = new MediaLimits(1 << 20, Duration.ofHours(1), Duration.ofSeconds(2), 16, 1000);

        assertThatThrownBy(() -> transcoder.transcode(request(segment, new Ladder(List.of(P144))), limits))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(MediaRefusal.TooLong.class));
    }

    @Test
    void refusesWhatNoEncoderMakes() throws Exception {
        var segment = clips.segment(Clips.silent(Clips.shape(320, 180, 10, 0.2)));

        assertThatThrownBy(() -> one(segment, in(VideoCodec.VP9, Container.MP4)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().networkText()).isEqualTo("Encoder not found"));
    }

    @Test
    void makesWhatItCanOfATruncatedSegment() throws Exception {
        var whole = bytes(clips.segment(Clips.shape(320, 180, 30, 2)));

        var output = one(MediaBytes.owning(Arrays.copyOf(whole, whole.length / 2)), P144);

        assertThat(Clips.measure(output).frames()).isBetween(10L, 59L);
    }

    @Test
    void corruptSegmentsEndInARefusalOrInARendition() throws Exception {
        var whole = bytes(clips.segment(Clips.shape(320, 180, 30, 1)));
        var random = new Random(42);
        for (int round = 0; round < 25; round++) {
            byte[] spoilt = whole.clone();
            for (int i = 0; i < 1 + round * 4; i++) {
                spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(Clips.measure(one(MediaBytes.owning(spoilt), P144)).frames())
                        .isPositive();
            } catch (RefusedException refused) {
                assertThat(refused.refusal().networkText()).isNotEmpty();
            }
        }
    }

    @Test
    void worksAfterARefusal() throws Exception {
        var segment = clips.segment(Clips.shape(320, 180, 10, 1));
        refused(MediaBytes.EMPTY, "TranscoderInvalidVideo");

        assertThat(Clips.measure(one(segment, P144)).frames()).isEqualTo(10);
    }

    private void refused(MediaBytes segment, String networkText) {
        assertThatThrownBy(() -> one(segment, P144))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(refused -> refused.refusal().networkText())
                .isEqualTo(networkText);
    }

    private MediaReply.Output one(MediaBytes segment, Profile profile) throws Exception {
        return transcode(segment, new Ladder(List.of(profile))).outputs().getFirst();
    }

    private MediaReply.Transcoded transcode(MediaBytes segment, Ladder ladder) throws Exception {
        return transcoder.transcode(request(segment, ladder), MediaLimits.DEFAULT);
    }

    private static MediaRequest.Transcode request(MediaBytes segment, Ladder ladder) {
        return new MediaRequest.Transcode("stream", segment, ladder, Preset.ULTRAFAST);
    }

    private static Profile atRate(FrameRate rate) {
        return profile(rate, VideoCodec.H264, Container.MPEG_TS, new Gop.EncoderDefault(), 0);
    }

    private static Profile in(VideoCodec codec, Container container) {
        return profile(FrameRate.PASSTHROUGH, codec, container, new Gop.EncoderDefault(), 0);
    }

    private static Profile quality(int quality) {
        return profile(FrameRate.PASSTHROUGH, VideoCodec.H264, Container.MPEG_TS, new Gop.EncoderDefault(), quality);
    }

    private static Profile withGop(Profile like, Gop gop) {
        return new Profile(
                like.name(),
                like.width(),
                like.height(),
                like.bitrate(),
                like.frameRate(),
                like.container(),
                like.codec(),
                CodecProfile.H264_BASELINE,
                gop,
                0);
    }

    private static Profile profile(FrameRate rate, VideoCodec codec, Container container, Gop gop, int quality) {
        return new Profile(
                "p", 256, 144, quality > 0 ? 0 : 300_000, rate, container, codec, CodecProfile.DEFAULT, gop, quality);
    }

    private static byte[] bytes(MediaBytes media) {
        byte[] bytes = new byte[media.length()];
        media.asByteBuffer().get(bytes);
        return bytes;
    }

    private static MediaBytes joined(MediaBytes first, MediaBytes second) throws IOException {
        var both = new ByteArrayOutputStream();
        first.writeTo(both);
        second.writeTo(both);
        return MediaBytes.owning(both.toByteArray());
    }
}
