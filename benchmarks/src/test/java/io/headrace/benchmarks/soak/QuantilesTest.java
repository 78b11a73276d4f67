package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void isTheSmallestValueThatSoManyDoNotExceed() {
        var hundred =
                DoubleStream.iterate(100, value -> value - 1).limit(100).boxed().toList();

        assertThat(Quantiles.of(hundred)).contains(new Quantiles(100, 50, 99, 100));
    }

    @Test
    void ofOneValueIsThatValue() {
        assertThat(Quantiles.of(List.of(4.0))).contains(new Quantiles(1, 4, 4, 4));
    }

    @Test
    void ofNothingIsEmpty() {
        assertThat(Quantiles.of(List.of())).isEmpty();
    }
}
