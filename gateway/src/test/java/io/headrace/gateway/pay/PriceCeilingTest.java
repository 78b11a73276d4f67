package io.headrace.gateway.pay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.Price;
import io.headrace.payments.currency.Currency;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.RateLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceCeilingTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final URI SERVICE = URI.create("https://rates.test/eth-usd");
    private static final QuotedPrice DOLLARS = QuotedPrice.parse("2USD", "1e12");

    @Test
    void isTheLowerOfTheNodesAndTheJobs() {
        var ceiling = PriceCeiling.of(Price.of(100, 1));

        assertThat(ceiling.with(Optional.empty())).contains(Price.of(100, 1));
        assertThat(ceiling.with(Optional.of(Price.of(90, 1)))).contains(Price.of(90, 1));
        assertThat(ceiling.with(Optional.of(Price.of(110, 1)))).contains(Price.of(100, 1));
        assertThat(PriceCeiling.NONE.with(Optional.empty())).isEmpty();
        assertThat(PriceCeiling.NONE.with(Optional.of(Price.of(90, 1)))).contains(Price.of(90, 1));
    }

    @Test
    void movesWithTheRate() throws Exception {
        var rate = kept("{\"pair\":\"ETH / USD\",\"price\":\"2000\"}");
        var ceiling = PriceCeiling.of(DOLLARS, rate);

        rate.poll();

        assertThat(ceiling.with(Optional.empty())).contains(Price.of(1_000, 1));
    }

    @Test
    void letsOnlyFreeWorkThroughWhileTheRateIsNotKnown() throws Exception {
        var rate = kept("none");
        rate.poll();

        assertThat(PriceCeiling.of(DOLLARS, rate).with(Optional.of(Price.of(5, 1))))
                .contains(Price.FREE);
        assertThat(rate.problem().orElseThrow()).contains("No rate");
    }

    @Test
    void needsNoRateForEth() {
        var ceiling = PriceCeiling.of(QuotedPrice.parse("1eth", "1e18"), KeptRate.byDefinition(Currency.ETH));

        assertThat(ceiling.with(Optional.empty())).contains(Price.of(1, 1));
    }

    @Test
    void passesOnWhyTheServiceGaveNoRate() {
        var silent = new WebhookRate(
                SERVICE,
                (document, patience, maxBytes) -> {
                    throw new IOException(document + " is silent");
                },
                () -> NOW);

        assertThatThrownBy(silent::ask).hasMessageContaining("eth-usd is silent");
    }

    private static KeptRate kept(String body) {
        var webhook = new WebhookRate(SERVICE, (document, patience, maxBytes) -> body.getBytes(UTF_8), () -> NOW);
        return new KeptRate(webhook, RateLimits.DEFAULT, () -> NOW);
    }
}
