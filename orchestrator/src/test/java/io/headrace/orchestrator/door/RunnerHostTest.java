package io.headrace.orchestrator.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerHostTest {

    @Test
    void takesThePlaceOfTheOneThatGatewaysUse() {
        var host = new RunnerHost("trickle.inside:9000");

        assertThat(host.in("https://orchestrator.example:8935")).isEqualTo("https://trickle.inside:9000");
        assertThat(host.in("http://orchestrator.example/below")).isEqualTo("http://trickle.inside:9000/below");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://runners", "runners/path", "a b", "", "user@host"})
    void isAHostAlone(String text) {
        assertThatThrownBy(() -> new RunnerHost(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without scheme and path");
    }
}
