package io.headrace.orchestrator.runner.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.currency.KeptRate;
import io.headrace.payments.currency.KnownRates;
import io.headrace.payments.currency.Rate;
import io.headrace.payments.currency.RateLimits;
import io.headrace.wire.runner.RunnerPrice;
import io.headrace.wire.runner.RunnerPrice.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices of runners, at 3000 dollars an ETH unless somebody says otherwise. */
class RunnerPricesTest {

    private final PaidSetup setup = new PaidSetup();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<BigDecimal> dollars = new AtomicReference<>(new BigDecimal(3_000));
    private final KeptRate rate =
            new KeptRate(() -> Rate.ofPair("ETH / USD", dollars.get(), now.get()), RateLimits.DEFAULT, () -> now.get());
    private final RunnerPrices prices = new RunnerPrices(setup.billing, new KnownRates(Optional.of(rate)));

    private static Optional<RunnerPrice> in(String currency, String amount, Unit unit) {
        return Optional.of(new RunnerPrice(new BigDecimal(amount), currency, unit));
    }

    private Price put(String currency, String amount, Unit unit) throws Exception {
        rate.poll();
        prices.check(in(currency, amount, unit));
        prices.put("r", in(currency, amount, unit));
        return prices.asked("r").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 0.36, HOUR, 33333333333",
        "usd, 0.36, HOUR, 33333333333",
        "USD, 0.001, FIXED, 333333333333",
        "USD, 29859.84, HOUR_OF_720P, 100000000",
        "wei, 3600, HOUR, 1",
        "WEI, 7, SECOND, 7",
        "wei, 7, PIXEL_OF_720P, 7"
    })
    void tellsWholeWeiRoundedDown(String currency, String amount, Unit unit, long wei) throws Exception {
        assertThat(put(currency, amount, unit)).isEqualTo(Price.of(wei, 1));
    }

    @Test
    void tellsLessThanAWeiExactly() throws Exception {
        var price = put("wei", "1", Unit.HOUR);

        assertThat(price.perUnit()).isEqualTo(new Credit(BigInteger.ONE, BigInteger.valueOf(3_600)));
        assertThat(prices.terms("r")).isInstanceOf(RunnerPrices.Terms.Priced.class);
    }

    @Test
    void asksNothingOfWhoIsFree() throws Exception {
        put("wei", "0", Unit.HOUR);

        assertThat(prices.terms("r")).isEqualTo(new RunnerPrices.Terms.Free());
    }

    @Test
    void refusesARunnerThatNamesNoPrice() {
        assertThatThrownBy(() -> prices.check(Optional.empty()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("price_info is required");
    }

    @Test
    void refusesOtherCurrencies() throws Exception {
        rate.poll();

        assertThatThrownBy(() -> prices.check(in("EUR", "1", Unit.HOUR))).hasMessage("price_info.currency must be usd");
        assertThatThrownBy(() -> prices.check(in("", "1", Unit.HOUR))).hasMessage("price_info.currency must be usd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e40", "1e-40", "12345678901234567890123456789012345678901", "1e2147483647"})
    void refusesNumbersThatNobodyCouldBeTold(String amount) throws Exception {
        rate.poll();

        assertThatThrownBy(() -> prices.check(in("USD", amount, Unit.SECOND)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("invalid price_info.price");
    }

    @Test
    void refusesDollarsWhileNobodyKnowsWhatTheyAreWorth() {
        assertThatThrownBy(() -> prices.check(in("USD", "1", Unit.HOUR)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("USD");
    }

    @Test
    void sellsNothingOnceTheRateIsTooOldAndAgainWhenItIsKnown() throws Exception {
        put("USD", "0.36", Unit.HOUR);

        now.updateAndGet(before -> before.plus(RateLimits.DEFAULT.life()).plusSeconds(1));
        prices.put("r", in("USD", "0.36", Unit.HOUR));

        assertThat(prices.terms("r")).isEqualTo(new RunnerPrices.Terms.Unknown());
        assertThat(prices.advertised("r")).isEmpty();

        prices.requote();
        assertThat(prices.terms("r")).isInstanceOf(RunnerPrices.Terms.Priced.class);
    }

    @Test
    void movesWithTheRateAndHonoursWhatWasOffered() throws Exception {
        var before = put("USD", "0.36", Unit.HOUR);
        var board = prices.tariff("r").orElseThrow().board();

        dollars.set(new BigDecimal(2_000));
        now.updateAndGet(earlier -> earlier.plus(RateLimits.DEFAULT.period()).plusSeconds(1));
        prices.requote();

        assertThat(prices.asked("r")).contains(Price.of(50_000_000_000L, 1));
        assertThat(board.leastHonoured(setup.gateway.address(), setup.billing.block()))
                .isEqualTo(before);
    }

    @Test
    void honoursAFormerPriceOfTheSameMeasureOnly() throws Exception {
        put("wei", "5", Unit.SECOND);
        var bySeconds = prices.tariff("r").orElseThrow();

        put("wei", "9", Unit.SECOND);
        assertThat(prices.tariff("r").orElseThrow().board()).isSameAs(bySeconds.board());

        put("wei", "9", Unit.FIXED);
        assertThat(prices.tariff("r").orElseThrow().board()).isNotSameAs(bySeconds.board());
        assertThat(prices.advertised("r")).contains(new RunnerPrice(new BigDecimal(9), "wei", Unit.FIXED));
    }

    @Test
    void forgetsWhoLeft() throws Exception {
        put("wei", "5", Unit.SECOND);

        prices.remove("r");

        assertThat(prices.tariff("r")).isEmpty();
        assertThat(prices.terms("r")).isEqualTo(new RunnerPrices.Terms.Unknown());
    }

    @Test
    void looksAtNoPriceOffChain() throws Exception {
        var free = new RunnerPrices(new FreeOfCharge(), KnownRates.NATIVE);

        free.check(in("EUR", "1e99", Unit.HOUR));
        free.put("r", in("EUR", "1e99", Unit.HOUR));

        assertThat(free.terms("r")).isEqualTo(new RunnerPrices.Terms.Free());
        assertThat(free.asked("r")).isEmpty();
        assertThat(free.advertised("r")).isEmpty();
    }
}
