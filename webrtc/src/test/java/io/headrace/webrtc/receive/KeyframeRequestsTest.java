package io.headrace.webrtc.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyframeRequestsTest {

    private static final long MS = 1_000_000;

    private final KeyframeRequests requests = new KeyframeRequests(Duration.ofSeconds(2), Duration.ofMillis(300));

    @Test
    void asksRegularly() {
        assertThat(requests.due(0)).isTrue();
        requests.came();
        assertThat(requests.due(1_999 * MS)).isFalse();
        assertThat(requests.due(2_000 * MS)).isTrue();
    }

    @Test
    void putsOffAWishThatComesTooSoon() {
        assertThat(requests.due(0)).isTrue();
        requests.want();

        assertThat(requests.due(299 * MS)).isFalse();
        assertThat(requests.due(300 * MS)).isTrue();
        requests.came();
        assertThat(requests.due(1_900 * MS)).isFalse();
    }

    @Test
    void asksAgainWhenNoKeyframeCame() {
        assertThat(requests.due(0)).isTrue();

        assertThat(requests.due(899 * MS)).isFalse();
        assertThat(requests.due(900 * MS)).isTrue();
        requests.came();
        assertThat(requests.due(1_800 * MS)).isFalse();
    }
}
