package io.headrace.media.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrustTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void comesSlowly() {
        var stranger = Trust.unknown(NOW);
        var once = stranger.with(new Verdict.Same(0, 0), NOW);

        assertThat(stranger.factor()).isEqualTo(0.5);
        assertThat(once.factor()).isBetween(0.5, 0.56);
        assertThat(new Trust(1_000, 0, NOW).factor()).isBetween(0.99, 1.0);
        assertThat(once.trusted()).isFalse();
        assertThat(once.verifiedOnce().trusted()).isTrue();
    }

    @Test
    void goesAtOnce() {
        var known = new Trust(1_000, 0, NOW);

        var caught = known.with(new Verdict.Different(Verdict.Kind.BLACK, "black"), NOW.plusSeconds(9));

        assertThat(caught).isEqualTo(new Trust(0, 1, NOW.plusSeconds(9)));
        assertThat(caught.factor()).isLessThan(known.factor() / 10);
        assertThat(caught.trusted()).isFalse();
    }

    @Test
    void asksMoreOfThoseThatWereCaught() {
        assertThat(new Trust(19, 1, NOW).trusted()).isFalse();
        assertThat(new Trust(20, 1, NOW).trusted()).isTrue();
        assertThat(new Trust(1_000_000, 1, NOW).factor()).isLessThan(0.1);
        assertThat(new Trust(0, Long.MAX_VALUE - 1, NOW).factor()).isPositive();
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> new Trust(-1, 0, NOW)).isInstanceOf(IllegalArgumentException.class);
    }
}
