package io.headrace.benchmarks.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelaysTest {

    @Test
    void tellsWhatSoManyDidNotExceedHoweverManyThereAre() {
        var delays = new Delays();
        for (int ms = 3_000; ms >= 1; ms--) {
            delays.add(TimeUnit.MILLISECONDS.toNanos(ms));
        }

        assertThat(delays.count()).isEqualTo(3_000);
        assertThat(delays.spread()).isEqualTo(new Delays.Spread(1_500, 2_700, 2_970));
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(new Delays().millis(0.5)).isNaN();
    }
}
