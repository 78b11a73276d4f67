package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.pipeline.CapacityPermits.Taking;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CapacityPermitsTest {
    @Test
    void runOutAndComeBack() {
        var one = CapacityPermits.of(1);

        var none = ((Taking.Taken) one.take()).left();

        assertThat(none.take()).isEqualTo(new Taking.NoneLeft(1));
        assertThat(none.giveBack()).isEqualTo(one);
    }

    @Test
    void letRunWhatRunsWhenTheyShrink() {
        var busy = new CapacityPermits(3, 3).resized(1);

        assertThat(busy.free()).isZero();
        assertThat(busy.giveBack().take()).isInstanceOf(Taking.NoneLeft.class);
        assertThat(busy.giveBack().giveBack().giveBack().free()).isEqualTo(1);
    }

    @Test
    void cannotBeReturnedByWhoHasNone() {
        assertThatThrownBy(() -> CapacityPermits.of(1).giveBack()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void areNeverMoreThanTheirTotal() {
        var random = new Random(3);
        var permits = CapacityPermits.of(5);
        for (int round = 0; round < 10_000; round++) {
            if (random.nextBoolean()) {
                permits = permits.take() instanceof Taking.Taken(var left) ? left : permits;
            } else if (permits.taken() > 0) {
                permits = permits.giveBack();
            }
            assertThat(permits.taken()).isBetween(0, 5);
            assertThat(permits.free() + permits.taken()).isEqualTo(5);
        }
    }
}
