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
}
