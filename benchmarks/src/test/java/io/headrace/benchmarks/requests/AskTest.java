package io.headrace.benchmarks.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AskTest {

    @Test
    void isReadAsItWasWritten() {
        for (var ask : new Ask[] {Ask.TRIVIAL, Ask.streamed(500, 50), new Ask(1, 0, Ask.Form.STREAMED)}) {
            assertThat(Ask.parse(ask.json())).isEqualTo(ask);
        }
    }

    @Test
    void refusesAPromptThatSaysNoPace() {
        assertThatThrownBy(() -> Ask.parse("{\"messages\":[{\"content\":\"hello\"}],\"max_tokens\":1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hello");
    }
}
