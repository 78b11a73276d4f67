package io.headrace.orchestrator.runner.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunnerPaceTest {

    @Test
    void isThatOfExistingNodes() {
        assertThat(RunnerPace.DEFAULT)
                .isEqualTo(new RunnerPace(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10)));
    }

    @Test
    void isNeverNothing() {
        assertThatThrownBy(() -> RunnerPace.DEFAULT.withPoll(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> RunnerPace.DEFAULT.withTimeToLive(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
