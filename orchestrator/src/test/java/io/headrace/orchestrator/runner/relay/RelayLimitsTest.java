package io.headrace.orchestrator.runner.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayLimitsTest {

    private static final RelayLimits USUAL = RelayLimits.DEFAULT;

    @Test
    void changeOneAtATime() {
        var second = Duration.ofSeconds(1);

        assertThat(USUAL.withRequestBytes(1)
                        .withAnswerBytes(2)
                        .withUntilAnswer(second)
                        .withSilence(second)
                        .withTunnels(3))
                .isEqualTo(new RelayLimits(1, 2, second, USUAL.wholeCall(), second, 3));
    }

    @Test
    void letSomethingThrough() {
        assertThatThrownBy(() -> USUAL.withRequestBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> USUAL.withAnswerBytes(0)).hasMessageContaining("0 out");
        assertThatThrownBy(() -> USUAL.withUntilAnswer(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> USUAL.withUntilAnswer(Duration.ofDays(2)))
                .as("an answer after the end of the call")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> USUAL.withSilence(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> USUAL.withTunnels(-1)).hasMessageContaining("-1 tunnels");
    }
}
