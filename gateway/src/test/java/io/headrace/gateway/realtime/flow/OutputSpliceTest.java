package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.realtime.flow.OutputSplice.Shown;
import io.headrace.media.AccessUnit.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutputSpliceTest {

    private static final int OLD = 1;
    private static final int NEW = 2;

    private final OutputSplice splice = new OutputSplice(FlowLimits.DEFAULT);
    private final List<Shown> shown = new ArrayList<>();
    private long nanos;

    private void source(int frames) {
        LongStream.range(0, frames).forEach(frame -> splice.source(frame * Units.FRAME));
    }

    /** A picture comes 33 ms after the one before. */
    private void comes(int session, Picture picture) {
        nanos += 33_000_000;
        shown.addAll(splice.picture(session, picture, nanos));
    }

    private void comes(int session, int from, int to, int gop) {
        LongStream.range(from, to).forEach(frame -> comes(session, Units.of(frame, gop)));
    }

    private List<Long> frames() {
        return shown.stream()
                .map(one -> one.picture().presentation().ticks() / Units.FRAME)
                .toList();
    }

    private static List<Long> range(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void beginsAtAKeyframe() {
        source(10);
        splice.follow(OLD);

        comes(OLD, 3, 10, 5);

        assertThat(frames()).containsExactlyElementsOf(range(5, 10));
        assertThat(splice.figures().lost()).isZero();
    }

    @Test
    void takesNothingFromSessionsThatDoNotServe() {
        source(10);
        splice.follow(OLD);
        comes(OLD, 0, 5, 5);

        comes(NEW, 5, 10, 5);

        assertThat(frames()).containsExactlyElementsOf(range(0, 5));
    }

    @Test
    void losesAndRepeatsNothingWhenTheOneBeforeStillOwesPictures() {
        source(30);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.follow(NEW);
        splice.resumed(NEW, 11 * Units.FRAME);

        comes(NEW, Units.key(12));
        comes(NEW, Units.delta(13));
        assertThat(splice.serving()).as("10 and 11 are owed").isEqualTo(OLD);
        comes(OLD, 10, 12, 30);
        assertThat(splice.serving()).isEqualTo(NEW);
        comes(OLD, 12, 14, 30);
        comes(NEW, 14, 20, 30);

        assertThat(frames()).containsExactlyElementsOf(range(0, 20));
        assertThat(splice.figures()).satisfies(figures -> {
            assertThat(figures.lost()).isZero();
            assertThat(figures.repeated()).isZero();
            assertThat(figures.takeOvers()).isOne();
        });
    }

    @Test
    void doesNotWaitLongForWhatTheOneBeforeOwes() {
        source(20);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.follow(NEW);
        comes(NEW, Units.key(12));

        assertThat(splice.tick(nanos + FlowLimits.DEFAULT.hand().toNanos() - 1)).isEmpty();
        shown.addAll(splice.tick(nanos + FlowLimits.DEFAULT.hand().toNanos()));

        assertThat(frames()).endsWith(9L, 12L);
        assertThat(splice.figures().lost()).isEqualTo(2);
    }

    @Test
    void switchesAtOnceWhenTheOneBeforeIsGone() {
        source(20);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.follow(NEW);
        comes(NEW, Units.key(12));

        shown.addAll(splice.gone(OLD, nanos));

        assertThat(splice.serving()).isEqualTo(NEW);
        assertThat(frames()).endsWith(9L, 12L);
    }

    @Test
    void dropsWhatViewersHaveHadAndWaitsForAKeyframeBehindIt() {
        source(40);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.gone(OLD, nanos);
        splice.follow(NEW);

        comes(NEW, 0, 40, 15);

        assertThat(frames())
                .containsExactlyElementsOf(LongStream.concat(LongStream.range(0, 10), LongStream.range(15, 40))
                        .boxed()
                        .toList());
        assertThat(splice.figures().lost()).isEqualTo(5);
    }

    @Test
    void countsPicturesThatComeAgain() {
        source(10);
        splice.follow(OLD);
        comes(OLD, 0, 10, 5);

        comes(OLD, Units.delta(8));

        assertThat(frames()).containsExactlyElementsOf(range(0, 10));
        assertThat(splice.figures().repeated()).isOne();
    }

    @Test
    void takesPicturesOutOfOrderAsTheyAreDecoded() {
        source(4);
        splice.follow(OLD);

        comes(OLD, Units.reordered(true, 0, -1));
        comes(OLD, Units.reordered(false, 3, 0));
        assertThat(splice.figures().lost()).as("1 and 2 have not come yet").isEqualTo(2);
        comes(OLD, Units.reordered(false, 1, 1));
        comes(OLD, Units.reordered(false, 2, 2));

        assertThat(frames()).containsExactly(0L, 3L, 1L, 2L);
        assertThat(splice.figures()).satisfies(figures -> {
            assertThat(figures.lost()).isZero();
            assertThat(figures.repeated()).isZero();
        });
    }

    @Test
    void forgetsWhatASuccessorShowedBeforeItWasTold() {
        source(30);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.follow(NEW);
        comes(NEW, Units.key(12));
        assertThat(splice.awaits(NEW)).isFalse();

        splice.resumed(NEW, 15 * Units.FRAME);
        assertThat(splice.awaits(NEW)).isTrue();
        comes(NEW, Units.key(14));
        comes(OLD, 10, 16, 30);
        comes(NEW, Units.key(16));

        assertThat(frames()).containsExactlyElementsOf(range(0, 17));
    }

    @Test
    void takesNothingOfASuccessorThatCatchesUp() {
        source(30);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.follow(NEW);
        splice.catchesUp(NEW);

        comes(NEW, Units.key(8));
        comes(NEW, Units.key(12));
        comes(OLD, 10, 16, 30);
        assertThat(splice.serving()).isEqualTo(OLD);
        assertThat(frames()).containsExactlyElementsOf(range(0, 16));

        splice.resumed(NEW, 15 * Units.FRAME);
        comes(NEW, Units.key(16));
        assertThat(splice.serving()).isEqualTo(NEW);
        assertThat(frames()).containsExactlyElementsOf(range(0, 17));
    }

    @Test
    void isShownInStepWithASuccessorThatCameTooLate() {
        source(60);
        splice.follow(OLD);
        comes(OLD, 0, 10, 60);
        splice.follow(NEW);
        comes(OLD, 10, 23, 60);

        for (int frame = 20; frame < 40; frame++) {
            comes(NEW, Units.of(frame, 10));
            comes(OLD, Units.of(frame + 3, 60));
        }

        assertThat(splice.serving()).isEqualTo(NEW);
        assertThat(frames()).containsExactlyElementsOf(range(0, 40));
        assertThat(splice.figures().lost()).isZero();
        assertThat(splice.figures().repeated()).isZero();
    }

    @Test
    void waitsForASuccessorThatWasToldWhereToBeginButNotForLong() {
        source(60);
        splice.follow(OLD);
        comes(OLD, 0, 10, 60);
        splice.follow(NEW);
        splice.resumed(NEW, 11 * Units.FRAME);

        comes(OLD, 10, 13, 60);
        assertThat(frames()).containsExactlyElementsOf(range(0, 12));
        shown.addAll(splice.tick(nanos + FlowLimits.DEFAULT.stall().toNanos()));
        assertThat(frames()).containsExactlyElementsOf(range(0, 13));
    }

    @Test
    void goesOnWithTheOneBeforeWhenItsSuccessorIsGone() {
        source(30);
        splice.follow(OLD);
        comes(OLD, 0, 10, 30);
        splice.follow(NEW);
        comes(NEW, Units.key(20));

        splice.gone(NEW, nanos);
        comes(OLD, 10, 30, 30);

        assertThat(frames()).containsExactlyElementsOf(range(0, 30));
        assertThat(splice.figures().takeOvers()).isZero();
    }

    @Test
    void doesNotHoldMoreThanTwoSecondsOfASuccessor() {
        source(300);
        splice.follow(OLD);
        comes(OLD, 0, 10, 300);
        splice.follow(NEW);

        comes(NEW, Units.key(100));
        comes(NEW, 101, 219, 300);
        assertThat(splice.serving()).isEqualTo(OLD);
        comes(NEW, Units.delta(219));

        assertThat(splice.serving()).isEqualTo(NEW);
    }

    @Test
    void measuresTheLongestGapButNotThePausesOfTheSource() {
        source(3);
        splice.source(200 * Units.FRAME);
        splice.source(201 * Units.FRAME);
        splice.follow(OLD);

        comes(OLD, 0, 2, 300);
        nanos += Duration.ofMillis(500).toNanos();
        comes(OLD, Units.delta(2));
        nanos += Duration.ofSeconds(6).toNanos();
        comes(OLD, Units.delta(200));
        comes(OLD, Units.delta(201));

        assertThat(splice.figures().longestGap()).isEqualTo(Duration.ofMillis(533));
        assertThat(splice.figures().lost()).isZero();
    }

    @Test
    void toleratesTimesThatARunnerRounded() {
        source(6);
        splice.follow(OLD);

        for (int frame = 0; frame < 6; frame++) {
            comes(OLD, Units.picture(frame == 0, frame * Units.FRAME + frame % 3 - 1));
        }

        assertThat(splice.figures().delivered()).isEqualTo(6);
        assertThat(splice.figures().lost()).isZero();
    }
}
