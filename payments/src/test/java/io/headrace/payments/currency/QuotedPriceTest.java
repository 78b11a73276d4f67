package io.headrace.payments.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPriceTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Rate TWO_THOUSAND = Rate.ofPair("ETH / USD", new BigDecimal("2000"), NOW);

    @ParameterizedTest
    @CsvSource({"1200, 1, 1200", "0.5wei, 1e0, 1/2", "1, 1000, 1/1000", "3.25, 1.5, 13/6"})
    void readsPricesInWeiExactly(String price, String units, String perUnit) {
        var read = QuotedPrice.parse(price, units);

        assertThat(read.at(Rate.byDefinition(Currency.WEI))).isEqualTo(new Price(Credit.parse(perUnit)));
    }

    @Test
    void countsEthForWhatItIs() {
        var price = QuotedPrice.parse("0.000000000000001ETH", "2").at(Rate.byDefinition(Currency.ETH));

        assertThat(price).isEqualTo(Price.of(500, 1));
    }

    @Test
    void turnsACurrencyIntoWei() {
        assertThat(QuotedPrice.parse("0.5USD", "1e12").at(TWO_THOUSAND)).isEqualTo(Price.of(250, 1));
    }

    @Test
    void readsAFeedWhicheverSideEthIsOn() {
        var inverse = Rate.ofPair("USD/ETH", new BigDecimal("0.0005"), NOW);

        assertThat(inverse).isEqualTo(TWO_THOUSAND);
    }

    @Test
    void roundsUpToWhatCanTravel() {
        var rate = Rate.ofPair("ETH / USD", new BigDecimal("2137.48123456789123"), NOW);

        assertThat(QuotedPrice.parse("0.5USD", "1e12").at(rate)).isEqualTo(new Price(Credit.parse("233921/1000")));
    }

    @Test
    void sellsNothingForNothingBecauseItIsCheap() {
        var dust = new Price(new Credit(BigInteger.ONE, BigInteger.TEN.pow(40))).portable();

        assertThat(dust.isFree()).isFalse();
        assertThat(Price.FREE.portable()).isEqualTo(Price.FREE);
    }

    @Test
    void refusesAPriceThatNobodyCanBeTold() {
        var absurd = new Price(new Credit(BigInteger.TEN.pow(40), BigInteger.ONE));

        assertThatThrownBy(absurd::portable).hasMessageContaining("No peer can be told");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USD", "-1", "1 USD", "1..5", "1$", "1USDUSDUSDUSDUSDUSD"})
    void refusesWhatIsNoPrice(String text) {
        assertThatThrownBy(() -> QuotedPrice.parse(text, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.0", "-1", "1e999999999", "one"})
    void refusesWhatIsNoNumberOfUnits(String text) {
        assertThatThrownBy(() -> QuotedPrice.parse("1", text)).hasMessageContaining("number of units above zero");
    }

    @ParameterizedTest
    @CsvSource({"ETH / ETH, 1", "USD / EUR, 1", "ETH-USD, 1", "ETH / USD, 0", "ETH / USD, -5", "ETH / USD, 1e900"})
    void refusesAFeedThatMakesNoSense(String pair, String price) {
        assertThatThrownBy(() -> Rate.ofPair(pair, new BigDecimal(price), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mixesNoCurrencies() {
        assertThatThrownBy(() -> QuotedPrice.parse("1EUR", "1").at(TWO_THOUSAND))
                .hasMessageContaining("EUR");
        assertThatThrownBy(() -> Rate.byDefinition(Currency.of("usd"))).hasMessageContaining("USD");
    }
}
