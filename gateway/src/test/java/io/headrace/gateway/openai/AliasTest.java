package io.headrace.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.pipeline.BuiltInPipelines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {

    @Test
    void standsForAModelOfAPipeline() {
        assertThat(Alias.parse("llm:meta-llama/Llama-3.1:8b"))
                .isEqualTo(new Alias(BuiltInPipelines.LLM, "meta-llama/Llama-3.1:8b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "llm", ":model", "llm:", "upscale:org/lens", "video-transcoding:x", "no such:x", "gpt:x"})
    void standsForNothingElse(String text) {
        assertThatThrownBy(() -> Alias.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
