package io.headrace.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeldRequestsTest {

    @Test
    void refusesWhatGoesBeyondUntilSomethingIsGivenBack() throws Exception {
        var held = new HeldRequests(100);
        try (var _ = held.take(60)) {
            assertThatThrownBy(() -> held.take(41)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.error().status()).isEqualTo(503);
                assertThat(refused.retryAfter()).isPresent();
            });
            held.take(40).close();
        }

        held.take(100).close();
    }
}
