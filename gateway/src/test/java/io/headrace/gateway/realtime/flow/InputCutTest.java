package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.realtime.flow.InputItem.Begin;
import io.headrace.gateway.realtime.flow.InputItem.End;
import io.headrace.gateway.realtime.flow.InputItem.Unit;
import io.headrace.media.MediaTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputCutTest {

    private static final int MIB = 1 << 20;

    private final List<String> complaints = new ArrayList<>();
    private final InputCut cut = new InputCut(FlowLimits.DEFAULT, why -> complaints.add(why.sentence()));
    private final List<InputItem> given = new ArrayList<>();

    private void frames(int from, int to, int gop) {
        for (int frame = from; frame < to; frame++) {
            given.addAll(cut.picture(Units.of(frame, gop)));
        }
    }

    private List<InputItem> bounds() {
        return given.stream().filter(item -> !(item instanceof Unit)).toList();
    }

    @Test
    void beginsWithAKeyframe() {
        frames(1, 12, 10);

        assertThat(given).hasSize(3);
        assertThat(given.getFirst()).isEqualTo(begin(0, new MediaTime(10 * Units.FRAME)));
    }

    @Test
    void cutsAtTheFirstKeyframeBehindASecond() {
        frames(0, 61, 15);

        assertThat(bounds())
                .containsExactly(
                        begin(0, MediaTime.ZERO),
                        new End(0, Duration.ofSeconds(1), 30, 160, 90, new MediaTime(29 * Units.FRAME)),
                        begin(1, new MediaTime(30 * Units.FRAME)),
                        new End(1, Duration.ofSeconds(1), 30, 160, 90, new MediaTime(59 * Units.FRAME)),
                        begin(2, new MediaTime(60 * Units.FRAME)));
    }

    @Test
    void cutsWhereTheParameterSetsChange() {
        frames(0, 5, 30);

        given.addAll(cut.picture(Units.key(Units.LARGE, 5, 300)));
        given.addAll(cut.end());

        assertThat(bounds())
                .contains(new Begin(1, new MediaTime(5 * Units.FRAME), 640, 360))
                .last()
                .isEqualTo(new End(1, Duration.ofNanos(33_333_333), 1, 640, 360, new MediaTime(5 * Units.FRAME)));
    }

    @Test
    void givesALateSessionTheRunningSegmentFromItsKeyframe() {
        frames(0, 40, 30);
        given.addAll(cut.sound(Units.opus(120_000)));

        assertThat(cut.running()).hasSize(1 + 10 + 1).startsWith(begin(1, new MediaTime(30 * Units.FRAME)));
        assertThat(cut.running()).last().isEqualTo(given.getLast());
    }

    @Test
    void givesTheSegmentBeforeTooWhereViewersMissSomethingOfIt() {
        frames(0, 40, 30);

        assertThat(cut.runningSince(28 * Units.FRAME)).isEqualTo(given).hasSize(30 + 10 + 3);
        assertThat(cut.runningSince(29 * Units.FRAME)).isEqualTo(cut.running());
    }

    @Test
    void doesNotGiveMoreThanABacklogTakes() {
        for (int frame = 0; frame < 100; frame++) {
            boolean begins = frame % 50 == 0;
            given.addAll(cut.picture(begins ? Units.key(frame) : Units.delta(frame, MIB)));
        }

        assertThat(cut.runningSince(0)).isEqualTo(cut.running()).hasSize(1 + 50);
    }

    @Test
    void dropsSoundBeforeTheFirstKeyframe() {
        assertThat(cut.sound(Units.opus(0))).isEmpty();
    }

    @Test
    void beginsAnewBehindAPause() {
        frames(0, 5, 30);
        given.addAll(cut.end());
        assertThat(cut.running()).isEmpty();

        frames(5, 32, 30);

        assertThat(bounds()).last().isEqualTo(begin(1, new MediaTime(30 * Units.FRAME)));
    }

    @Test
    void hasNothingToEndBeforeItBegan() {
        assertThat(cut.end()).isEmpty();
    }

    @Test
    void takesSegmentsOfThirtyTwoMebibytesAndEndsThoseThatGrowBeyondTheLimit() {
        given.addAll(cut.picture(Units.key(0)));
        for (int frame = 1; frame <= 32; frame++) {
            given.addAll(cut.picture(Units.delta(frame, MIB)));
        }
        assertThat(bounds()).hasSize(1);

        for (int frame = 33; frame <= 70; frame++) {
            given.addAll(cut.picture(Units.delta(frame, MIB)));
        }

        assertThat(bounds()).hasSize(2);
        assertThat(given.getLast()).isInstanceOf(End.class);
        assertThat(cut.running()).isEmpty();
        assertThat(complaints).singleElement().asString().startsWith("A segment grew to ");
    }

    @Test
    void complainsOnceOfKeyframesWhoseSetsCannotBeReadAndTakesTheNextThatCan() {
        given.addAll(cut.picture(Units.key("0000000167640000", 0, 100)));
        given.addAll(cut.picture(Units.key("0000000167640000", 1, 100)));
        assertThat(given).isEmpty();
        assertThat(complaints).singleElement().asString().contains("cannot be read");

        given.addAll(cut.picture(Units.key(2)));

        assertThat(bounds()).containsExactly(begin(0, new MediaTime(2 * Units.FRAME)));
    }

    @Test
    void completesKeyframesThatComeWithoutTheirSets() {
        frames(0, 30, 30);
        given.addAll(cut.picture(Units.key("", 30, 50)));

        assertThat(bounds()).last().isEqualTo(begin(1, new MediaTime(30 * Units.FRAME)));
    }

    @Test
    void endsTheSegmentWhereTheTimesJump() {
        frames(0, 5, 30);
        frames(600, 601, 30);

        assertThat(bounds()).hasSize(3).last().isEqualTo(begin(1, new MediaTime(600 * Units.FRAME)));
        assertThat(bounds().get(1))
                .isEqualTo(new End(0, Duration.ofNanos(166_666_667), 5, 160, 90, new MediaTime(4 * Units.FRAME)));
    }

    private static Begin begin(long seq, MediaTime start) {
        return new Begin(seq, start, 160, 90);
    }
}
