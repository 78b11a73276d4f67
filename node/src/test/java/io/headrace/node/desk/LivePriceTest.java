package io.headrace.node.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.Rate;
import io.headrace.payments.currency.RateLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePriceTest {

    private static final Price CONFIGURED = Price.of(1_200, 1);
    private static final Price SET = Price.of(1, 3);

    private static final QuotedPrice HALF_A_DOLLAR = QuotedPrice.parse("0.5USD", "1e12");

    @TempDir
    private Path data;

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private Optional<String> dollarsPerEth = Optional.of("2000");

    @Test
    void hangsOnTheBoardAtOnce() {
        var price = open(CONFIGURED);

        assertThat(price.change(QuotedPrice.of(SET))).isEmpty();

        assertThat(price.price()).contains(SET);
        assertThat(price.board().of(DeskBench.GATEWAY.address())).contains(SET);
        assertThat(price.board().leastHonoured(DeskBench.GATEWAY.address(), 1)).isEqualTo(SET);
    }

    @Test
    void honoursOffersMadeBefore() {
        var price = open(CONFIGURED);

        price.change(QuotedPrice.of(Price.of(5_000, 1)));

        assertThat(price.board().leastHonoured(DeskBench.GATEWAY.address(), 1)).isEqualTo(CONFIGURED);
    }

    @Test
    void outlivesARestart() {
        open(CONFIGURED).change(QuotedPrice.of(SET));

        assertThat(open(CONFIGURED).price()).contains(SET);
    }

    @Test
    void yieldsToAnotherConfiguration() {
        open(CONFIGURED).change(QuotedPrice.of(SET));

        assertThat(open(Price.of(900, 1)).price()).contains(Price.of(900, 1));
    }

    @Test
    void fallsBackToTheConfigurationWhenTheFileIsDamaged() throws IOException {
        Files.write(data.resolve("price"), List.of("1/0", CONFIGURED.toString()));

        assertThat(open(CONFIGURED).price()).contains(CONFIGURED);
    }

    @Test
    void movesWithTheRateOfItsCurrency() throws Exception {
        var price = dollars(HALF_A_DOLLAR);
        assertThat(price.price()).contains(Price.of(250, 1));

        dollarsPerEth = Optional.of("1000");
        pass(Duration.ofMinutes(10));
        price.requote();

        assertThat(price.price()).contains(Price.of(500, 1));
        assertThat(price.asked()).isEqualTo(HALF_A_DOLLAR);
    }

    @Test
    void isTakenDownWhenItsCurrencysRateIsTooOld() throws Exception {
        var price = dollars(HALF_A_DOLLAR);

        dollarsPerEth = Optional.empty();
        pass(Duration.ofHours(6));
        price.requote();

        assertThat(price.price()).isEmpty();
        assertThat(price.board().of(DeskBench.GATEWAY.address())).isEmpty();
    }

    @Test
    void keepsACurrencyAmountOverARestart() throws Exception {
        assertThat(dollars(QuotedPrice.of(CONFIGURED)).change(HALF_A_DOLLAR)).isEmpty();

        var again = dollars(QuotedPrice.of(CONFIGURED));

        assertThat(again.asked()).isEqualTo(HALF_A_DOLLAR);
        assertThat(again.price()).contains(Price.of(250, 1));
    }

    @Test
    void staysAsItIsWhenNobodyTellsWhatTheNewCurrencyIsWorth() {
        var price = open(CONFIGURED);

        assertThat(price.change(HALF_A_DOLLAR).orElseThrow()).contains("USD", "name a feed");

        assertThat(price.price()).contains(CONFIGURED);
        assertThat(open(CONFIGURED).price()).contains(CONFIGURED);
    }

    @Test
    void doesNotStartWithAGuess() {
        dollarsPerEth = Optional.empty();

        assertThatThrownBy(() -> dollars(HALF_A_DOLLAR))
                .isInstanceOf(RateUnknown.class)
                .hasMessageContaining("USD")
                .hasMessageContaining("silence");
    }

    private LivePrice open(Price configured) {
        return LivePrice.open(new DataDirectory(data), QuotedPrice.of(configured), KnownRates.NATIVE, () -> 1);
    }

    private LivePrice dollars(QuotedPrice configured) throws InterruptedException {
        var rates = new KnownRates(Optional.of(new KeptRate(this::ask, RateLimits.DEFAULT, () -> now)));
        rates.poll();
        return LivePrice.open(new DataDirectory(data), configured, rates, () -> 1);
    }

    private Rate ask() throws IOException {
        var price = dollarsPerEth.orElseThrow(() -> new IOException("silence"));
        return Rate.ofPair("ETH / USD", new BigDecimal(price), now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
