package io.headrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.currency.Rate;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateAnswerTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void readsARate() throws Exception {
        var expected = Rate.ofPair("ETH / USD", new BigDecimal("2137.5"), NOW);

        assertThat(parse("{\"pair\":\"ETH / USD\",\"price\":\"2137.5\"}")).isEqualTo(expected);
        assertThat(parse("{\"pair\":\"ETH/USD\",\"price\":2137.5,\"updatedAt\":\"2030-01-01T00:00:00Z\"}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "2000",
                "{\"pair\":\"ETH / USD\"}",
                "{\"price\":\"1\"}",
                "{\"pair\":\"ETH / USD\",\"price\":\"cheap\"}",
                "{\"pair\":\"ETH / USD\",\"price\":\"-1\"}",
                "{\"pair\":\"USD / EUR\",\"price\":\"1\"}",
                "{\"pair\":\"ETH / USD\",\"price\":\"1\",\"updatedAt\":\"yesterday\"}",
                "{\"pair\":\"ETH / USD\",\"price\":1e999999999}"
            })
    void refusesWhatIsNoRate(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class).hasMessageContaining("No rate in");
    }

    private static Rate parse(String body) throws IOException {
        return RateAnswer.parse(body.getBytes(UTF_8), NOW);
    }
}
