package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.benchmarks.soak.NetworkProcess.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class MemoryLogTest {

    @Test
    void comparesTheLastMinuteWithTheTenth() {
        var log = log(40, second -> second < 600 ? 5_000 : second < 680 ? 1_000 : second < 2_300 ? 9_000 : 1_100);

        var growth = log.growth().orElseThrow();
        assertThat(growth.ratio()).isCloseTo(1.1, within(1e-9));
        assertThat(growth.from()).isEqualTo(Duration.ofMinutes(10));
        assertThat(growth.before()).isEqualTo(1_000);
        assertThat(growth.to()).isEqualTo(Duration.ofMinutes(40));
        assertThat(growth.after()).isCloseTo(1_100, within(1e-9));
        assertThat(log.peakBytes()).isEqualTo(9_000);
    }

    @Test
    void comparesAShortRunWithItsThird() {
        var log = log(6, second -> second < 120 ? 1 : second <= 180 ? 1_000 : second < 300 ? 1 : 2_000);

        assertThat(log.growth().orElseThrow().ratio()).isCloseTo(2.0, within(1e-9));
    }

    @Test
    void tellsTheGrowthOfOneKind() {
        var log = new MemoryLog();
        for (int second = 0; second <= 600; second += 10) {
            log.add(new MemoryLog.Sample(
                    Duration.ofSeconds(second), Map.of(Kind.GATEWAY, 100L, Kind.WORKER, 100L + second)));
        }

        assertThat(log.growth(Kind.GATEWAY).orElseThrow().ratio()).isEqualTo(1);
        assertThat(log.growth(Kind.WORKER).orElseThrow().ratio()).isGreaterThan(1.5);
        assertThat(log.growth(Kind.CHILD)).isEmpty();
    }

    @Test
    void tellsNothingWithoutSamples() {
        assertThat(new MemoryLog().growth()).isEmpty();
        assertThat(new MemoryLog().peakBytes()).isZero();
    }

    private static MemoryLog log(int minutes, LongUnaryOperator bytes) {
        var log = new MemoryLog();
        for (int second = 0; second <= minutes * 60; second += 10) {
            log.add(new MemoryLog.Sample(Duration.ofSeconds(second), Map.of(Kind.GATEWAY, bytes.applyAsLong(second))));
        }
        return log;
    }
}
