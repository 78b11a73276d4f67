package io.headrace.admission.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveLimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void asksAnExistingGatewayForAPeriodAndOursForATick() {
        assertThat(LiveLimits.DEFAULT.pixelsToBegin(Metering.CLOCK)).isEqualTo(5 * 27_648_000L);
        assertThat(LiveLimits.DEFAULT.pixelsToBegin(Metering.FLOW)).isEqualTo(640 * 360 * 15);
    }

    @Test
    void looksOftenEnoughToEndUnpaidWorkInTime() {
        assertThatThrownBy(() -> limits(1, 1, Duration.ofMillis(1_001), SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT1.001S");
        assertThatThrownBy(() -> limits(1, 1, Duration.ZERO, SECOND)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesLimitsOfNothing() {
        assertThatThrownBy(() -> limits(0, 1, SECOND, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits(1, 0, SECOND, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits(1, 1, SECOND, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LiveLimits limits(int sessions, int perSender, Duration tick, Duration idle) {
        return new LiveLimits(sessions, perSender, SECOND, tick, SECOND, Duration.ZERO, idle, SECOND);
    }
}
