package io.headrace.inference.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunnerWordsTest {

    private static String message(String document) {
        return RunnerWords.of("application/json", document).message();
    }

    @Test
    void findsTheMessageOfARunner() {
        assertThat(message("{\"detail\":{\"msg\":\"no such\\nLoRA\"}}")).isEqualTo("no such LoRA");
        assertThat(message("{\"detail\":\"Not Found\"}")).isEqualTo("Not Found");
    }

    @Test
    void findsTheComplaintsOfAFramework() {
        assertThat(message(
                        "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"field required\",\"type\":\"missing\"},"
                                + "{\"loc\":[\"body\",0],\"msg\":\"no number\"}]}"))
                .isEqualTo("body.prompt: field required; body.0: no number");
    }

    @Test
    void takesAnythingElseAsItIs() {
        assertThat(message("Internal Server Error")).isEqualTo("Internal Server Error");
        assertThat(message("{\"detail\":{}}")).isEqualTo("{\"detail\":{}}");
        assertThat(message("")).isEmpty();
        assertThat(message("[]")).isEqualTo("[]");
    }

    @Test
    void isNotEndless() {
        assertThat(message("x".repeat(5_000))).hasSize(1_001);
    }
}
