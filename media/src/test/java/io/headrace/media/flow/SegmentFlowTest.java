package io.headrace.media.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SampleUnits;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.cut.Cut;
import io.headrace.media.ts.TsDemuxer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times in ticks; 3,000 are a picture of 30 per second. */
class SegmentFlowTest {

    private static final long SECOND = 90_000;

    private final Received received = new Received();
    private final SegmentFlow flow = new SegmentFlow(FlowLimits.DEFAULT, received);

    @Test
    void cutsAtTheFirstKeyframeAtOrAfterTheTarget() {
        pictures(0, 100, 20);
        flow.finish();

        assertThat(received.openings)
                .map(Opening::start)
                .containsExactly(MediaTime.ZERO, new MediaTime(120_000), new MediaTime(240_000));
        assertThat(received.closings)
                .containsExactly(
                        new Closing(new MediaTime(120_000), 40),
                        new Closing(new MediaTime(240_000), 40),
                        new Closing(new MediaTime(300_000), 20));
        assertThat(received.openings).map(Opening::discontinuity).containsOnly(false);
        assertThat(received.openings.getFirst().format().width()).isEqualTo(160);
    }

    @Test
    void everyUnitIsHandedOnAtOnceInOneRun() {
        var reader = new FlowReader();
        for (AccessUnit unit : List.of(
                SampleUnits.opus(100, 60),
                SampleUnits.keyframe(0, 0, 200_000),
                SampleUnits.opus(1_900, 60),
                SampleUnits.picture(3000, 3000, 70_000),
                SampleUnits.opus(3_700, 400),
                SampleUnits.picture(6000, 6000, 500))) {
            int before = received.segments.isEmpty()
                    ? 0
                    : received.segments.getFirst().size();
            assertThat(flow.add(unit)).isEmpty();
            if (received.segments.isEmpty()) {
                continue;
            }
            assertThat(received.segments.getFirst()).hasSize(before + 1);

            var read = reader.feed(ByteBuffer.wrap(received.segments.getFirst().getLast()));

            assertThat(read).hasSize(1);
            assertThat(read.getFirst().presentation()).isEqualTo(unit.presentation());
            assertThat(SampleUnits.array(read.getFirst().bytes())).isEqualTo(SampleUnits.array(unit.bytes()));
        }
        assertThat(received.segments.getFirst()).hasSize(5);
    }

    @Test
    void eachSegmentCanBeReadByItself() {
        pictures(0, 90, 30);
        flow.finish();

        for (int i = 0; i < 3; i++) {
            var units = new TsDemuxer().feed(received.segment(i));
            assertThat(units).hasSize(30);
            assertThat(units.getFirst())
                    .isInstanceOfSatisfying(
                            Picture.class, first -> assertThat(first.keyframe()).isTrue());
        }
    }

    @Test
    void aKeyframeWhoseSetsCameEarlierIsCompleted() {
        add(SampleUnits.keyframe(0, 0, 300));
        add(SampleUnits.picture(true, "0000000165", SECOND, SECOND, 300));

        assertThat(received.openings).hasSize(2).map(Opening::discontinuity).containsOnly(false);
        var first = (Picture) new TsDemuxer().feed(received.segment(1)).getFirst();
        assertThat(ParameterSets.inFrontOf(first)).isEqualTo(ParameterSets.inFrontOf(SampleUnits.keyframe(0, 0, 300)));
    }

    @Test
    void setsInAUnitOfTheirOwnBeginNothingButCompleteTheNextKeyframe() {
        add(SampleUnits.picture(false, SampleUnits.SETS_640X360, 0, 0, 60));
        add(SampleUnits.picture(true, "0000000165", 3000, 3000, 300));

        assertThat(received.openings).map(Opening::start).containsExactly(new MediaTime(3000));
        assertThat(received.openings.getFirst().format().height()).isEqualTo(360);
    }

    @Test
    void otherParameterSetsBeginASegmentAtOnce() {
        pictures(0, 10, 60);
        add(SampleUnits.keyframe(SampleUnits.SETS_640X360, 30_000, 30_000, 300));

        assertThat(received.openings).map(each -> each.format().width()).containsExactly(160, 640);
        assertThat(received.openings).map(Opening::discontinuity).containsExactly(false, true);
        assertThat(received.closings).containsExactly(new Closing(new MediaTime(30_000), 10));
    }

    @Test
    void aJumpOfTimeEndsTheSegmentAndDropsUpToTheNextKeyframe() {
        for (long to : List.of(-5 * SECOND, 500 * SECOND)) {
            var sink = new Received();
            var jumping = new SegmentFlow(FlowLimits.DEFAULT, sink);
            jumping.add(SampleUnits.keyframe(0, 0, 300));
            jumping.add(SampleUnits.picture(3000, 3000, 300));

            jumping.add(SampleUnits.picture(to, to, 300));
            assertThat(sink.closings).containsExactly(new Closing(new MediaTime(6000), 2));
            jumping.add(SampleUnits.keyframe(to + 3000, to + 3000, 300));

            assertThat(sink.openings).map(Opening::discontinuity).containsExactly(false, true);
            assertThat(sink.openings.getLast().start()).isEqualTo(new MediaTime(to + 3000));
        }
    }

    @Test
    void whatFollowsARestartIsMarked() {
        pictures(0, 10, 60);
        flow.restart();
        pictures(0, 10, 60);
        flow.finish();
        flow.finish();

        assertThat(received.openings).map(Opening::discontinuity).containsExactly(false, true);
        assertThat(received.closings).hasSize(2).allMatch(each -> each.end().ticks() == 30_000);
    }

    @Test
    void soundStandsBetweenThePicturesAsItCame() {
        add(SampleUnits.opus(-1, 50));
        add(SampleUnits.keyframe(0, 0, 300));
        add(SampleUnits.opus(2_000, 50));
        add(SampleUnits.picture(3000, 3000, 300));
        add(SampleUnits.opus(1_000, 50));
        add(SampleUnits.opus(-1, 50));
        add(SampleUnits.opus(100 * SECOND, 50));

        assertThat(new TsDemuxer().feed(received.segment(0)))
                .map(unit -> unit.presentation().ticks())
                .containsExactly(0L, 2_000L, 3_000L, 1_000L);
    }

    @Test
    void tablesAreWrittenAgainWhenSoundComesLateOrInAnotherCodec() {
        add(SampleUnits.keyframe(0, 0, 300));
        add(SampleUnits.opus(100, 50));
        add(SampleUnits.sound(1_900, 50));

        assertThat(new TsDemuxer()
                        .feed(received.segment(0)).stream()
                                .filter(Sound.class::isInstance)
                                .map(sound -> ((Sound) sound).codec()))
                .containsExactly(SoundCodec.OPUS, SoundCodec.AAC);
    }

    @Test
    void soundThatFellSilentIsNotAnnouncedAnyMore() {
        add(SampleUnits.opus(0, 50));
        for (int second = 0; second < 3; second++) {
            add(SampleUnits.keyframe(second * SECOND, second * SECOND, 300));
        }

        assertThat(received.segments)
                .map(runs -> (int) runs.getFirst()[188 + 7])
                .containsExactly(0x21, 0x12, 0x12);
    }

    @Test
    void noSoundIsWrittenWhereNoneIsWanted() {
        var silent = new SegmentFlow(FlowLimits.DEFAULT.with(FlowLimits.Sound.NONE), received);
        silent.add(SampleUnits.opus(0, 50));
        silent.add(SampleUnits.keyframe(0, 0, 300));
        silent.add(SampleUnits.opus(100, 50));

        assertThat(received.segments.getFirst()).hasSize(1);
    }

    @Test
    void aSegmentOf32MebibytesPassesAndALongerOneFails() {
        add(SampleUnits.keyframe(0, 0, 8_000_000));
        for (int i = 1; i < 4; i++) {
            add(SampleUnits.picture(i * 3000L, i * 3000L, 8_000_000));
        }
        int written = received.segment(0).remaining();
        int rest = ((32 << 20) - written) / 188 * 184 - 2_000;
        add(SampleUnits.picture(12_000, 12_000, rest));
        assertThat(received.segment(0).remaining()).isGreaterThan((32 << 20) - 4_000);

        var failure = flow.add(SampleUnits.picture(15_000, 15_000, 4_000));

        assertThat(failure)
                .hasValueSatisfying(why -> assertThat(why)
                        .isInstanceOf(Cut.SegmentTooLarge.class)
                        .returns(true, each -> each.sentence().contains("the limit is 33554432")));
        assertThat(received.segment(0).remaining()).isLessThanOrEqualTo(32 << 20);
        assertThat(received.closings).hasSize(1);
        assertThat(flow.add(SampleUnits.keyframe(20 * SECOND, 20 * SECOND, 300)))
                .isEqualTo(failure);
        assertThat(received.openings).hasSize(1);
    }

    @Test
    void failsForWhatCannotBeCut() {
        var broken = SampleUnits.keyframe("0000000167640000" + "0000000168ce", 0, 0, 300);
        var vp8 = new Picture(VideoCodec.VP8, MediaTime.ZERO, MediaTime.ZERO, true, MediaBytes.EMPTY);

        assertThat(new SegmentFlow(FlowLimits.DEFAULT, received).add(broken))
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(Cut.UnreadableParameters.class));
        assertThat(new SegmentFlow(FlowLimits.DEFAULT, received).add(vp8))
                .hasValueSatisfying(why -> assertThat(why).isInstanceOf(Cut.UnsupportedCodec.class));
        assertThat(received.openings).isEmpty();
    }

    @Test
    void failsWhenNoKeyframeComes() {
        add(SampleUnits.keyframe(0, 0, 300));
        for (int i = 1; i <= 600; i++) {
            add(SampleUnits.picture(i * 3000L, i * 3000L, 50));
        }

        assertThat(flow.add(SampleUnits.picture(601 * 3000, 601 * 3000, 50)))
                .hasValueSatisfying(why -> assertThat(why.sentence()).contains("20033 ms"));
        assertThat(received.closings).hasSize(1);
    }

    @Test
    void noUnitsAreAnError() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var hostile = new SegmentFlow(limits(60_000), new Received());
            long reach = 1L << random.nextInt(10, 43);
            for (int i = 0; i < 200; i++) {
                long presentation = random.nextLong(-reach, reach);
                long decoding = random.nextBoolean() ? presentation : random.nextLong(-reach, reach);
                switch (random.nextInt(6)) {
                    case 0 -> hostile.add(SampleUnits.keyframe(presentation, decoding, 400));
                    case 1 -> hostile.add(SampleUnits.picture(presentation, decoding, 400));
                    case 2 -> hostile.add(SampleUnits.picture(true, "000001", presentation, decoding, 8));
                    case 3 -> hostile.add(SampleUnits.opus(presentation, random.nextInt(1, 70_000)));
                    case 4 -> hostile.add(SampleUnits.sound(presentation, 90));
                    default -> hostile.finish();
                }
            }
            hostile.finish();
        }
    }

    @Test
    void refusesLimitsThatAreNone() {
        assertThatThrownBy(() -> limits(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FlowLimits limits(long bytes) {
        return new FlowLimits(
                Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(10), bytes, FlowLimits.Sound.INSIDE);
    }

    private void pictures(long from, int count, int keyframeEach) {
        for (int i = 0; i < count; i++) {
            long time = from + i * 3000L;
            add(i % keyframeEach == 0 ? SampleUnits.keyframe(time, time, 300) : SampleUnits.picture(time, time, 100));
        }
    }

    private void add(AccessUnit unit) {
        assertThat(flow.add(unit)).isEmpty();
    }
}
