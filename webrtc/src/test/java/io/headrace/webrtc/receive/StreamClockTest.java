package io.headrace.webrtc.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaTime;
import org.junit.jupiter.api.Test;

class StreamClockTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void beginsWhereTheFirstPacketArrivedAndGoesRound() {
        var clock = new StreamClock(0, 90_000);

        assertThat(clock.at(-3_000, SECOND)).isEqualTo(new MediaTime(90_000));
        assertThat(clock.at(0, SECOND)).isEqualTo(new MediaTime(93_000));
        assertThat(clock.at(3_000, SECOND)).isEqualTo(new MediaTime(96_000));
    }

    @Test
    void countsSoundInTheSameUnits() {
        var clock = new StreamClock(0, 48_000);

        assertThat(clock.at(5, 0)).isEqualTo(MediaTime.ZERO);
        assertThat(clock.at(965, 0)).isEqualTo(new MediaTime(1_800));
    }

    @Test
    void neverGoesBackAndJumpsToTheArrival() {
        var clock = new StreamClock(0, 90_000);
        clock.at(90_000, 0);

        assertThat(clock.at(0, 0)).isEqualTo(new MediaTime(1));
        assertThat(clock.at(Integer.MAX_VALUE, 3 * SECOND)).isEqualTo(new MediaTime(270_000));
    }

    @Test
    void goesToWhereItBelongsByStepsATenthLonger() {
        var clock = new StreamClock(0, 48_000);
        clock.at(0, 0);
        clock.belongs(0, new MediaTime(400));

        assertThat(clock.at(960, 0)).isEqualTo(new MediaTime(1_980));
        assertThat(clock.at(1_920, 0)).isEqualTo(new MediaTime(3_960));
        assertThat(clock.at(2_880, 0)).isEqualTo(new MediaTime(5_800));
        assertThat(clock.at(3_840, 0)).isEqualTo(new MediaTime(7_600));
    }

    @Test
    void goesBackToWhereItBelongsByShorterStepsAndNeverBackward() {
        var clock = new StreamClock(0, 48_000);
        clock.at(0, 0);
        clock.belongs(0, new MediaTime(-270));

        assertThat(clock.at(0, 0)).isEqualTo(MediaTime.ZERO);
        assertThat(clock.at(960, 0)).isEqualTo(new MediaTime(1_620));
        assertThat(clock.at(1_920, 0)).isEqualTo(new MediaTime(3_330));
        assertThat(clock.standing(0)).contains(new MediaTime(-270));
    }

    @Test
    void believesNobodyWhoPutsItFarAway() {
        var clock = new StreamClock(0, 48_000);
        assertThat(clock.standing(0)).isEmpty();
        clock.belongs(0, new MediaTime(400));
        clock.at(0, 0);
        clock.belongs(0, new MediaTime(11 * 90_000));
        clock.belongs(Integer.MAX_VALUE, MediaTime.ZERO);

        assertThat(clock.at(960, 0)).isEqualTo(new MediaTime(1_800));
    }

    @Test
    void owesNothingAfterAJump() {
        var clock = new StreamClock(0, 48_000);
        clock.at(0, 0);
        clock.belongs(0, new MediaTime(9_000));
        clock.at(Integer.MAX_VALUE, 3 * SECOND);

        assertThat(clock.at(Integer.MAX_VALUE + 960, 3 * SECOND)).isEqualTo(new MediaTime(271_800));
    }
}
