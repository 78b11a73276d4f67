package io.headrace.payments.currency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownRatesTest {

    private static final Currency USD = Currency.of("USD");
    private static final Currency EUR = Currency.of("EUR");

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void knowsWeiAndEthWithoutAsking() throws Exception {
        KnownRates.NATIVE.poll();

        assertThat(KnownRates.NATIVE.of(Currency.ETH)).contains(Rate.byDefinition(Currency.ETH));
        assertThat(KnownRates.NATIVE.of(USD)).isEmpty();
        assertThat(KnownRates.NATIVE.lack(USD)).contains("USD", "name a feed");
    }

    @Test
    void knowsTheCurrencyOfItsFeedAndNoOther() throws Exception {
        var rates = told(this::dollars);

        rates.poll();

        assertThat(rates.of(USD)).contains(dollars());
        assertThat(rates.of(EUR)).isEmpty();
        assertThat(rates.lack(EUR)).contains("is of USD, not of EUR");
    }

    @Test
    void saysWhyItKnowsNothing() throws Exception {
        var rates = told(() -> {
            throw new IOException("silence");
        });
        assertThat(rates.lack(USD)).contains("nobody was asked yet");

        rates.poll();

        assertThat(rates.of(USD)).isEmpty();
        assertThat(rates.lack(USD)).contains("silence");
    }

    /** An operator's word does not grow old. */
    @Test
    void keepsAFixedRateForEver() throws Exception {
        var rates = told(ExchangeRate.fixed(dollars(), () -> now));
        rates.poll();

        now = now.plus(Duration.ofDays(400));
        rates.poll();

        assertThat(rates.of(USD).orElseThrow().wei()).isEqualTo(dollars().wei());
    }

    private Rate dollars() {
        return Rate.ofPair("ETH / USD", new BigDecimal("2000"), now);
    }

    private KnownRates told(ExchangeRate by) {
        return new KnownRates(Optional.of(new KeptRate(by, RateLimits.DEFAULT, () -> now)));
    }
}
