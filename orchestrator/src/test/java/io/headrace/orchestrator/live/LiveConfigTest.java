package io.headrace.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.trickle.TrickleLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveConfigTest {

    @Test
    void keepsChannelsForLongerThanASessionMayStandBy() {
        assertThat(LiveConfig.DEFAULT.trickle().idle()).isGreaterThanOrEqualTo(Duration.ofDays(1));
        assertThatThrownBy(() -> LiveConfig.DEFAULT.with(TrickleLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT24H");
    }
}
