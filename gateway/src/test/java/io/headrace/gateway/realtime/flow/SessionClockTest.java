package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit;
import org.junit.jupiter.api.Test;

class SessionClockTest {
    private static final long WRAP = 1L << 33;

    private final SessionClock clock = new SessionClock();

    private long at(AccessUnit unit, long newest, long begin) {
        return clock.onSourceClock(unit, newest, begin).presentation().ticks();
    }

    @Test
    void leavesTheTimesOfTheSource() {
        assertThat(at(Units.key(100), 103 * Units.FRAME, 0)).isEqualTo(100 * Units.FRAME);
    }

    @Test
    void unrollsWhatATransportStreamCouldNotCarry() {
        long source = 3 * WRAP + 9_000;

        assertThat(at(Units.picture(true, 6_000), source, 0)).isEqualTo(source - 3_000);
        assertThat(at(Units.opus(7_800), source, 0)).isEqualTo(source - 1_200);
    }

    @Test
    void goesOnOverTheWrapInEitherDirection() {
        long source = WRAP + 3_000;

        assertThat(at(Units.picture(true, WRAP - 3_000), source, 0)).isEqualTo(WRAP - 3_000);
    }

    @Test
    void movesAClockOfTheRunnersOwnToTheFirstPictureThatItWasSent() {
        long sent = 10_000_000;
        long newest = sent + 30_000;

        assertThat(at(Units.picture(true, 0), newest, sent)).isEqualTo(sent);
        assertThat(at(Units.picture(false, 3_000), newest + 3_000, sent)).isEqualTo(sent + 3_000);
    }

    @Test
    void movesARunnerThatBeginsAnewBehindItsLastPicture() {
        long newest = 10_000_000;
        at(Units.picture(true, newest - 3_000), newest, 0);

        assertThat(at(Units.picture(true, 0), newest + 9_000, newest)).isEqualTo(newest);
    }

    @Test
    void movesPresentationAndDecodingAlike() {
        var moved = clock.onSourceClock(Units.reordered(true, 2, 1), 90_000_000, 45_000_000);

        assertThat(moved.presentation().ticks()).isEqualTo(45_000_000);
        assertThat(moved.decoding().ticks()).isEqualTo(45_000_000 - Units.FRAME);
    }
}
