package io.headrace.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenFramesTest {

    private static final int FRAME_TICKS = 3_000;
    private static final long FRAME_NANOS = 33_000_000;

    private final SeenFrames frames = new SeenFrames();

    private void seen(int number, long lateNanos) {
        frames.add(number * FRAME_TICKS, number * FRAME_NANOS + lateNanos);
    }

    @Test
    void tellsTheLongestGapAndWhenItEnded() {
        seen(0, 0);
        seen(1, 0);
        seen(2, 40_000_000);
        seen(3, 40_000_000);

        var found = frames.between(0, 4 * FRAME_NANOS + 40_000_000);

        assertThat(found.longestGap()).isEqualTo(Duration.ofMillis(73));
        assertThat(found.gapEndNanos()).isEqualTo(2 * FRAME_NANOS + 40_000_000);
        assertThat(found.lost()).isZero();
        assertThat(found.repeated()).isZero();
    }

    @Test
    void countsWhatNeverCameAndWhatCameAgainOrLate() {
        seen(0, 0);
        seen(3, 0);
        seen(3, 1);
        seen(2, 40_000_000);

        var found = frames.between(0, Long.MAX_VALUE);

        assertThat(found.lost()).isEqualTo(1);
        assertThat(found.repeated()).isEqualTo(2);
    }

    @Test
    void takesTimestampsThatWrapForOneStream() {
        frames.add(-FRAME_TICKS, 0);
        frames.add(0, FRAME_NANOS);
        frames.add(FRAME_TICKS, 2 * FRAME_NANOS);

        assertThat(frames.between(0, Long.MAX_VALUE).lost()).isZero();
    }

    @Test
    void isOneGapWhereNothingCame() {
        var found = frames.between(1_000, 5_000_000);

        assertThat(found.frames()).isZero();
        assertThat(found.longestGap()).isEqualTo(Duration.ofNanos(4_999_000));
    }
}
