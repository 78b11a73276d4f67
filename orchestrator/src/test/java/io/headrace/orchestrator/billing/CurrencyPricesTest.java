package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.Rate;
import io.headrace.payments.currency.RateLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrencyPricesTest {

    private static final EthAddress GATEWAY = PaidSetup.key(2).address();
    private static final EthAddress OTHER = PaidSetup.key(3).address();
    private static final QuotedPrice HALF_A_DOLLAR = QuotedPrice.parse("0.5USD", "1e12");

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private Optional<String> told = Optional.of("2000");
    private final KeptRate rate = new KeptRate(this::ask, RateLimits.DEFAULT, () -> now);

    @Test
    void putsPricesUpInWei() throws Exception {
        var board = open().board();

        assertThat(board.of(OTHER)).contains(Price.of(250, 1));
        assertThat(board.of(GATEWAY)).contains(Price.of(125, 1));
    }

    @Test
    void writesThemAnewWhenTheRateMoves() throws Exception {
        var prices = open();
        told = Optional.of("1000");
        pass(Duration.ofMinutes(10));

        prices.requote(110);

        assertThat(prices.board().of(OTHER)).contains(Price.of(500, 1));
        assertThat(prices.board().leastHonoured(OTHER, 150)).isEqualTo(Price.of(250, 1));
        assertThat(prices.board().leastHonoured(OTHER, 151)).isEqualTo(Price.of(500, 1));
    }

    @Test
    void takesThemDownWhenTheRateIsTooOldAndPutsThemUpAgain() throws Exception {
        var prices = open();
        told = Optional.empty();
        pass(Duration.ofHours(6));

        prices.requote(110);
        assertThat(prices.board().of(OTHER)).isEmpty();
        assertThat(prices.board().of(GATEWAY)).isEmpty();

        told = Optional.of("2000");
        pass(Duration.ofMinutes(10));
        prices.requote(120);
        assertThat(prices.board().of(OTHER)).contains(Price.of(250, 1));
    }

    @Test
    void beginsWithARateOrNotAtAll() throws Exception {
        told = Optional.empty();

        assertThat(CurrencyPrices.open(HALF_A_DOLLAR, Map.of(), rate, 100)).isEmpty();
        assertThat(rate.problem()).contains("silence");
    }

    private CurrencyPrices open() throws InterruptedException {
        var own = Map.of(GATEWAY, QuotedPrice.parse("0.25USD", "1e12"));
        return CurrencyPrices.open(HALF_A_DOLLAR, own, rate, 100).orElseThrow();
    }

    private Rate ask() throws IOException {
        return Rate.ofPair("ETH / USD", new BigDecimal(told.orElseThrow(() -> new IOException("silence"))), now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
