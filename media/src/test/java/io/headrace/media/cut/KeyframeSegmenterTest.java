package io.headrace.media.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.VideoCodec;
import io.headrace.media.ts.TsDemuxer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times in ticks; 3,000 are a picture of 30 per second, 180,000 are 2 s. */
class KeyframeSegmenterTest {

    private static final long SECOND = 90_000;
    private static final Duration PICTURE = MediaTime.duration(3000);

    private final KeyframeSegmenter segmenter = new KeyframeSegmenter(CutLimits.DEFAULT);
    private final List<CutSegment> segments = new ArrayList<>();

    @Test
    void cutsAtTheFirstKeyframeAtOrAfterTheTarget() {
        pictures(0, 150, 45);

        assertThat(segments).hasSize(1);
        take(segmenter.finish());

        assertThat(segments).map(CutSegment::start).containsExactly(MediaTime.ZERO, new MediaTime(3 * SECOND));
        assertThat(segments).map(CutSegment::duration).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2));
        assertThat(segments).map(CutSegment::pictures).containsExactly(90L, 60L);
        assertThat(segments).map(CutSegment::discontinuity).containsOnly(false);
        assertThat(segments.getFirst())
                .returns(160, CutSegment::width)
                .returns(90, CutSegment::height)
                .returns(VideoCodec.H264, CutSegment::codec)
                .returns(false, CutSegment::hasSound);
    }

    @Test
    void durationsAreExactToTheTickAndAddUp() {
        for (int i = 0; i < 5; i++) {
            add(SampleUnits.keyframe(i * 180_180L + 6006, i * 180_180L, 300));
        }

        assertThat(segments).map(CutSegment::duration).containsOnly(MediaTime.duration(180_180));
        assertThat(segments.getLast().start()).isEqualTo(new MediaTime(3 * 180_180L + 6006));
    }

    @Test
    void aSegmentStartsWithItsEarliestPicture() {
        add(SampleUnits.keyframe(12_000, 0, 300));
        add(SampleUnits.picture(6_000, 3_000, 300));
        add(SampleUnits.picture(9_000, 6_000, 300));
        take(segmenter.finish());

        assertThat(segments.getFirst().start()).isEqualTo(new MediaTime(6_000));
        assertThat(segments.getFirst().duration()).isEqualTo(PICTURE);
    }

    @Test
    void dropsPicturesBeforeTheFirstKeyframe() {
        add(SampleUnits.picture(0, 0, 300));
        add(SampleUnits.picture(true, "0000000165", 3000, 3000, 300));
        add(SampleUnits.keyframe(6000, 6000, 300));
        take(segmenter.finish());

        assertThat(segments).hasSize(1);
        assertThat(segments.getFirst().start()).isEqualTo(new MediaTime(6000));
        assertThat(segments.getFirst().pictures()).isOne();
    }

    @Test
    void otherParameterSetsBeginASegmentAtOnce() {
        pictures(0, 10, 60);
        add(SampleUnits.keyframe(SampleUnits.SETS_640X360, 30_000, 30_000, 300));
        take(segmenter.finish());

        assertThat(segments).map(CutSegment::width).containsExactly(160, 640);
        assertThat(segments).map(CutSegment::discontinuity).containsExactly(false, true);
        assertThat(segments.getFirst().duration()).isEqualTo(MediaTime.duration(30_000));
    }

    @Test
    void aJumpOfTimeBeginsAnew() {
        for (long to : List.of(-5 * SECOND, 500 * SECOND)) {
            var jumping = new KeyframeSegmenter(CutLimits.DEFAULT);
            jumping.add(SampleUnits.keyframe(0, 0, 300));
            jumping.add(SampleUnits.picture(3000, 3000, 300));

            var flushed = (Cut.Segments) jumping.add(SampleUnits.picture(to, to, 300));
            jumping.add(SampleUnits.keyframe(to + 3000, to + 3000, 300));
            var after = (Cut.Segments) jumping.finish();

            assertThat(flushed.segments()).map(CutSegment::duration).containsExactly(MediaTime.duration(6000));
            assertThat(after.segments()).map(CutSegment::start).containsExactly(new MediaTime(to + 3000));
            assertThat(after.segments()).map(CutSegment::discontinuity).containsExactly(true);
        }
    }

    @Test
    void aPictureShownFarFromItsDecodingIsAJump() {
        add(SampleUnits.keyframe(0, 0, 300));
        add(SampleUnits.picture(4_000 * SECOND, 3000, 300));

        assertThat(segments).map(CutSegment::duration).containsExactly(PICTURE);
    }

    @Test
    void soundGoesToTheSegmentInWhoseTimeItIsHeard() {
        pictures(0, 60, 60);
        sounds(0, 90);
        add(SampleUnits.keyframe(2 * SECOND, 2 * SECOND, 300));
        assertThat(segments).isEmpty();

        sounds(90, 100);
        assertThat(segments).hasSize(1);
        take(segmenter.finish());

        assertThat(segments).map(CutSegment::hasSound).containsExactly(true, true);
        assertThat(soundTimes(segments.getFirst())).hasSize(94).allMatch(time -> time < 2 * SECOND);
        assertThat(soundTimes(segments.getLast())).hasSize(6).allMatch(time -> time >= 2 * SECOND);
    }

    @Test
    void soundAheadOfThePicturesWaitsForItsSegment() {
        add(SampleUnits.sound(-1000, 100));
        add(SampleUnits.sound(7000, 100));
        add(SampleUnits.keyframe(6000, 0, 300));
        add(SampleUnits.sound(2 * SECOND + 8000, 100));
        add(SampleUnits.keyframe(2 * SECOND + 6000, 2 * SECOND, 300));
        take(segmenter.finish());

        assertThat(soundTimes(segments.getFirst())).containsExactly(7000L);
        assertThat(soundTimes(segments.getLast())).containsExactly(2 * SECOND + 8000);
    }

    @Test
    void noSegmentWaitsLongerForItsSoundThanTheHoldBack() {
        pictures(0, 60, 60);
        add(SampleUnits.sound(2 * SECOND - 50_000, 100));
        pictures(2 * SECOND, 7, 60);
        assertThat(segments).isEmpty();

        pictures(2 * SECOND + 21_000, 2, 60, false);
        assertThat(segments).hasSize(1);
        add(SampleUnits.sound(2 * SECOND - 48_000, 100));
        take(segmenter.finish());

        assertThat(soundTimes(segments.getFirst())).containsExactly(2 * SECOND - 50_000);
        assertThat(soundTimes(segments.getLast())).containsExactly(2 * SECOND - 48_000);
    }

    @Test
    void soundFarFromThePicturesIsDropped() {
        add(SampleUnits.keyframe(0, 0, 300));
        add(SampleUnits.sound(100 * SECOND, 100));
        add(SampleUnits.sound(-1, 100));
        take(segmenter.finish());

        assertThat(segments.getFirst().hasSound()).isFalse();
    }

    @Test
    void failsWhenNoKeyframeComes() {
        pictures(0, 600, 1000);
        pictures(20 * SECOND, 1, 1, false);

        assertFailure(segmenter.add(SampleUnits.picture(20 * SECOND + 3000, 20 * SECOND + 3000, 300)), "20033 ms");
        assertFailure(segmenter.add(SampleUnits.keyframe(21 * SECOND, 21 * SECOND, 300)), "20033 ms");
        assertFailure(segmenter.finish(), "20033 ms");
    }

    @Test
    void failsWhenTheFirstKeyframeNeverComes() {
        pictures(0, 601, 1000, false);

        assertFailure(segmenter.add(SampleUnits.picture(601 * 3000, 601 * 3000, 300)), "No keyframe");
    }

    @Test
    void failsWhenASegmentGrowsBeyondItsLimits() {
        var bytes = new KeyframeSegmenter(limits(10_000, 100));
        bytes.add(SampleUnits.keyframe(0, 0, 9_000));
        assertFailure(bytes.add(SampleUnits.picture(3000, 3000, 1_001)), "10001 bytes");

        var units = new KeyframeSegmenter(limits(10_000, 2));
        units.add(SampleUnits.keyframe(0, 0, 100));
        units.add(SampleUnits.sound(0, 100));
        assertFailure(units.add(SampleUnits.sound(1920, 100)), "3 units");
    }

    @Test
    void failsForWhatItCannotCut() {
        var broken = SampleUnits.keyframe("0000000167640000" + "0000000168ce", 0, 0, 300);
        var vp8 = new Picture(VideoCodec.VP8, MediaTime.ZERO, MediaTime.ZERO, true, MediaBytes.EMPTY);

        assertFailure(new KeyframeSegmenter(CutLimits.DEFAULT).add(broken), "cannot be read");
        assertFailure(new KeyframeSegmenter(CutLimits.DEFAULT).add(vp8), "VP8");
    }

    @Test
    void whatFollowsARestartIsMarked() {
        pictures(0, 10, 60);
        take(segmenter.finish());
        assertThat(segments).hasSize(1);
        take(segmenter.restart());
        pictures(0, 10, 60);
        take(segmenter.restart());

        assertThat(segments).map(CutSegment::discontinuity).containsExactly(false, true);
        assertThat(segments).map(CutSegment::duration).containsOnly(MediaTime.duration(30_000));
    }

    @Test
    void aReturningPublishersTimesGoOnBehindTheLastSegment() {
        var clock = new StreamClock();
        clock.restart();
        assertThat(clock.rebase(SampleUnits.keyframe(5000, 4000, 300)).presentation())
                .isEqualTo(new MediaTime(5000));
        clock.rebase(SampleUnits.sound(9000, 100));

        clock.restart();
        var sound = clock.rebase(SampleUnits.sound(100, 100));
        var picture = clock.rebase(SampleUnits.keyframe(6000, 0, 300));

        assertThat(sound.presentation()).isEqualTo(new MediaTime(9000 + StreamClock.PAUSE_TICKS));
        assertThat(picture.decoding()).isEqualTo(new MediaTime(9000 + StreamClock.PAUSE_TICKS - 100));
        assertThat(picture.presentation().since(picture.decoding())).isEqualTo(MediaTime.duration(6000));
    }

    @Test
    void noTimesAreAnError() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var hostile = new KeyframeSegmenter(limits(50_000, 50));
            long reach = 1L << random.nextInt(10, 43);
            for (int i = 0; i < 300; i++) {
                long presentation = random.nextLong(-reach, reach);
                long decoding = random.nextBoolean() ? presentation : random.nextLong(-reach, reach);
                Cut cut = switch (random.nextInt(4)) {
                    case 0 -> hostile.add(SampleUnits.keyframe(presentation, decoding, 400));
                    case 1 -> hostile.add(SampleUnits.picture(presentation, decoding, 400));
                    case 2 -> hostile.add(SampleUnits.sound(presentation, 90));
                    default -> random.nextInt(20) == 0 ? hostile.restart() : hostile.finish();
                };
                if (cut instanceof Cut.Segments(var some)) {
                    assertThat(some)
                            .as("seed %d", seed)
                            .allMatch(segment -> segment.duration().isPositive());
                }
            }
        }
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatThrownBy(() -> limits(0, 100)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CutLimits limits(long bytes, int units) {
        var usual = CutLimits.DEFAULT;
        return new CutLimits(usual.target(), usual.keyframeGap(), usual.jump(), usual.soundHoldBack(), bytes, units);
    }

    private void pictures(long from, int count, int keyframeEach) {
        pictures(from, count, keyframeEach, true);
    }

    private void pictures(long from, int count, int keyframeEach, boolean keyframes) {
        for (int i = 0; i < count; i++) {
            long time = from + i * 3000L;
            add(
                    keyframes && i % keyframeEach == 0
                            ? SampleUnits.keyframe(time, time, 300)
                            : SampleUnits.picture(time, time, 100));
        }
    }

    /** Frames of 1,920 ticks, by their numbers. */
    private void sounds(int from, int to) {
        for (int i = from; i < to; i++) {
            add(SampleUnits.sound(i * 1920L, 100));
        }
    }

    private void add(AccessUnit unit) {
        take(segmenter.add(unit));
    }

    private void take(Cut cut) {
        assertThat(cut).isInstanceOf(Cut.Segments.class);
        segments.addAll(((Cut.Segments) cut).segments());
    }

    private static void assertFailure(Cut cut, String words) {
        assertThat(cut)
                .isInstanceOfSatisfying(
                        Cut.Failure.class,
                        failure -> assertThat(failure.sentence()).contains(words));
    }

    private static List<Long> soundTimes(CutSegment segment) {
        var demuxer = new TsDemuxer();
        return demuxer.feed(segment.bytes().asByteBuffer()).stream()
                .filter(Sound.class::isInstance)
                .map(sound -> sound.presentation().ticks())
                .toList();
    }
}
