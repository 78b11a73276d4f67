package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DelayLogTest {

    private final DelayLog log = new DelayLog();

    @Test
    void countsUnitsThatSeveralLooksShowOnce() {
        log.look(List.of());
        log.look(List.of(1.0, 2.0));
        log.look(List.of(1.0, 2.0));
        log.look(List.of(2.0, 3.0, 4.0));
        log.look(List.of(4.0, 5.0));

        assertThat(log.quantiles()).contains(new Quantiles(5, 3.0, 5.0, 5.0));
    }

    @Test
    void takesALookThatContinuesNothingAsNew() {
        log.look(List.of(1.0, 2.0));
        log.look(List.of(7.0));

        assertThat(log.quantiles()).contains(new Quantiles(3, 2.0, 7.0, 7.0));
    }

    @Test
    void tellsNothingBeforeTheFirstUnit() {
        log.look(List.of());

        assertThat(log.quantiles()).isEmpty();
    }
}
