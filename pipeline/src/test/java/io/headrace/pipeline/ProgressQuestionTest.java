package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressQuestionTest {

    @Test
    void takesAName() {
        assertThat(ProgressQuestion.name(Optional.of("a-B_9"))).contains("a-B_9");
        assertThat(ProgressQuestion.name(Optional.of("x".repeat(64)))).isPresent();
        assertThat(ProgressQuestion.name(Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "a b", "a\n", "ü", "%2e"})
    void takesNothingThatLeadsElsewhere(String header) {
        assertThat(ProgressQuestion.name(Optional.of(header))).isEmpty();
        assertThat(ProgressQuestion.name(Optional.of("x".repeat(65)))).isEmpty();
    }
}
