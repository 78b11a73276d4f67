package io.headrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayHistogramTest {
    private final DelayHistogram delays = new DelayHistogram();

    @Test
    void tellsWhatSoManyDidNotExceed() {
        for (int ms = 1; ms <= 100; ms++) {
            delays.add(TimeUnit.MILLISECONDS.toNanos(ms) - 1);
        }

        assertThat(delays.millis(0.5)).isEqualTo(50);
        assertThat(delays.millis(0.99)).isEqualTo(99);
        assertThat(delays.millis(1)).isEqualTo(100);
    }

    @Test
    void takesWhatIsBeyondAllForTheLast() {
        delays.add(-5);
        delays.add(Long.MAX_VALUE);

        assertThat(delays.millis(0.5)).isEqualTo(0.1);
        assertThat(delays.millis(1)).isEqualTo(10_000);
    }

    @Test
    void saysNothingOfNothing() {
        delays.add(1);
        delays.clear();

        assertThat(delays.millis(0.5)).isNaN();
    }
}
