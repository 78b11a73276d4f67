package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentLeastTest {

    private final RecentLeast recent = new RecentLeast(10);

    @Test
    void goesDownAtOnce() {
        assertThat(recent.least(7, 0)).isEqualTo(7);
        assertThat(recent.least(3, 1)).isEqualTo(3);
        assertThat(recent.least(9, 2)).isEqualTo(3);
    }

    @Test
    void goesUpWhenNothingLessCameForASpan() {
        recent.least(3, 0);
        for (int at = 1; at < 10; at++) {
            assertThat(recent.least(9, at)).isEqualTo(3);
        }

        assertThat(recent.least(9, 19)).as("the span before still counts").isEqualTo(3);
        assertThat(recent.least(9, 29)).isEqualTo(9);
    }

    @Test
    void forgetsAllAfterAPause() {
        recent.least(3, 0);

        assertThat(recent.least(9, 20)).isEqualTo(9);
    }
}
