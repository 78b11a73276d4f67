package io.headrace.payments.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionRulesTest {

    private static final Instant EXPIRES = Instant.parse("2030-01-01T00:30:00Z");

    @Test
    void acceptsAPriceUpToTwiceTheFirst() {
        assertThat(PriceCheck.refusal(Price.of(3, 2), Optional.of(Price.of(3, 1))))
                .isEmpty();
    }

    @Test
    void leavesWhenThePriceMoreThanDoubled() {
        assertThat(PriceCheck.refusal(Price.of(3, 2), Optional.of(Price.of(31, 10)))
                        .map(PriceRefusal::message))
                .contains("Orchestrator price has more than doubled, Orchestrator price: 31/10,"
                        + " Orchestrator initial price: 3/2");
    }

    @Test
    void leavesWhenAFreeSessionBeginsToCost() {
        assertThat(PriceCheck.refusal(Price.FREE, Optional.of(Price.of(1, 1000))))
                .isPresent();
    }

    @Test
    void leavesWhenNoPriceIsStated() {
        assertThat(PriceCheck.refusal(Price.FREE, Optional.empty()).map(PriceRefusal::message))
                .contains("missing orchestrator price");
    }

    @Test
    void refreshesInTheLastTenthOfATokensLife() {
        assertThat(SessionAge.refreshDue(EXPIRES, EXPIRES.minus(Duration.ofSeconds(181))))
                .isFalse();
        assertThat(SessionAge.refreshDue(EXPIRES, EXPIRES.minus(Duration.ofMinutes(3))))
                .isTrue();
        assertThat(SessionAge.refreshDue(EXPIRES, EXPIRES.plusSeconds(1))).isTrue();
    }
}
