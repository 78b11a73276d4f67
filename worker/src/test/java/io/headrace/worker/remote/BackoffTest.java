package io.headrace.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void growsAndStaysBelowTwoSecondsForEver() {
        var random = new Random(3);
        for (int failures = 1; failures < 10_000; failures++) {
            var pause = Backoff.DEFAULT.pause(failures, random);

            assertThat(pause).isPositive().isLessThan(Duration.ofSeconds(2));
            assertThat(failures > 1 || pause.compareTo(Duration.ofMillis(320)) < 0)
                    .isTrue();
        }
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        var second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new Backoff(Duration.ZERO, second, second))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(second, Duration.ZERO, second))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
