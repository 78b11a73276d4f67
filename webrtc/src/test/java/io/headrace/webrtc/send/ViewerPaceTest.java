package io.headrace.webrtc.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where an estimate of 800 kbit/s is told, 125 kB/s leave on average, and 250 kB may be owed. */
class ViewerPaceTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    private final ViewerPace pace = new ViewerPace(0);

    @Test
    void leavesOutNothingOnAWayThatCarriesTheStream() {
        pace.estimated(800_000, 0);

        for (int i = 0; i < 600; i++) {
            assertThat(pace.admits(i % 60 == 0 ? 30_000 : 3_000, i % 60 == 0, i * 33L * MS))
                    .as("picture %s", i)
                    .isTrue();
        }
    }

    @Test
    void leavesOutTheRestOfAGroupOnceTheWayIsFull() {
        pace.estimated(800_000, 0);
        assertThat(pace.admits(240_000, true, 0)).isTrue();
        assertThat(pace.admits(20_000, false, 0)).isTrue();

        assertThat(pace.admits(1_000, false, 0)).isFalse();
        // the way is free again, but this picture builds on one that is missing
        assertThat(pace.admits(1_000, false, 5 * SECOND)).isFalse();
        assertThat(pace.admits(1_000, true, 5 * SECOND)).isTrue();
        assertThat(pace.admits(1_000, false, 5 * SECOND)).isTrue();
    }

    @Test
    void beginsAgainOnlyWhenHalfOfWhatMayBeOwedIsPaid() {
        pace.estimated(800_000, 0);
        pace.admits(260_000, true, 0);
        assertThat(pace.admits(1, false, 0)).isFalse();

        assertThat(pace.admits(1_000, true, SECOND)).isFalse();
        assertThat(pace.leavingOut()).isTrue();
        assertThat(pace.admits(1_000, true, 1_200 * MS)).isTrue();
    }

    @Test
    void neverLetsMoreWaitThanTwoSecondsCarry() {
        pace.estimated(800_000, 0);
        long admitted = 0;

        for (int i = 0; i < 1_000; i++) {
            boolean keyframe = i % 60 == 0;
            admitted += pace.admits(20_000, keyframe, i * 33L * MS) ? 20_000 : 0;
        }

        assertThat(admitted).isBetween(33L * 100_000, 33L * 125_000 + 270_000);
    }

    @Test
    void countsRepairsAndSound() {
        pace.estimated(800_000, 0);
        pace.spent(251_000, 0);

        assertThat(pace.admits(1_000, true, 0)).isFalse();
    }

    @Test
    void spacesPacketsAtTwoAndAHalfTimesTheEstimate() {
        pace.estimated(8_000_000, 0);
        int left = 0;
        for (long now = 0; now <= 100 * MS; now += MS / 10) {
            while (pace.isFree(now)) {
                pace.left(1_250, now);
                left++;
            }
        }

        // 250 kB in a tenth of a second, and five milliseconds beforehand
        assertThat(left).isBetween(200, 212);
    }

    @Test
    void believesNoEstimateBeyondReason() {
        pace.estimated(0, 0);
        assertThat(pace.admits(40_000, true, 0)).isTrue();
        assertThat(pace.admits(10_000, false, 0)).isTrue();
        assertThat(pace.admits(10_000, false, 0)).isFalse();

        pace.estimated(Long.MAX_VALUE, 0);
        for (int i = 0; i < 40; i++) {
            pace.admits(1_000_000, true, 0);
        }
        assertThat(pace.leavingOut()).isTrue();
    }
}
