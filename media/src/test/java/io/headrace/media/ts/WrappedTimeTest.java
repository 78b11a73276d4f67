package io.headrace.media.ts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTimeTest {

    private static final long ROUND = 1L << 33;

    @Test
    void tells33Bits() {
        assertThat(WrappedTime.told(ROUND + 7)).isEqualTo(7);
        assertThat(WrappedTime.told(-1)).isEqualTo(ROUND - 1);
        assertThat(WrappedTime.told(90_000)).isEqualTo(90_000);
    }

    @Test
    void measuresTheShorterWayRound() {
        assertThat(WrappedTime.distance(5, ROUND - 5)).isEqualTo(10);
        assertThat(WrappedTime.distance(ROUND - 5, 5)).isEqualTo(-10);
        assertThat(WrappedTime.distance(3 * ROUND + 1, 0)).isEqualTo(1);
        assertThat(WrappedTime.distance(ROUND / 2, 0)).isEqualTo(-ROUND / 2);
    }

    @Test
    void findsTheNearestTimeOfWhichTheSameIsTold() {
        long late = 5 * ROUND + 100;
        assertThat(WrappedTime.nearest(40, late)).isEqualTo(5 * ROUND + 40);
        assertThat(WrappedTime.nearest(ROUND - 40, late)).isEqualTo(5 * ROUND - 40);
        assertThat(WrappedTime.nearest(late, late)).isEqualTo(late);
    }
}
