package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.SimulatedHost;
import io.headrace.node.chain.ChainAccess;
import io.headrace.payments.currency.Currency;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.Rate;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateWatchTest {

    private static final Currency USD = Currency.of("USD");
    private static final RateSource WEBHOOK = new RateSource.Webhook(URI.create("https://rates.test/eth-usd"));

    private final SimulatedHost host = new SimulatedHost(1, Instant.parse("2030-01-01T00:00:00Z"));
    private final AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.of("2000"));
    private final LinkedBlockingQueue<Instant> looks = new LinkedBlockingQueue<>();

    @Test
    void knowsTheRateBeforeAnybodyAsks() throws Exception {
        try (var watch = open(WEBHOOK)) {
            assertThat(watch.rates().of(USD)).contains(rate("2000"));
        }
    }

    @Test
    void takesALookAgainAndAgain() throws Exception {
        try (var watch = open(WEBHOOK).taking(() -> looks.add(host.moment().now()))) {
            var first = nextLook();

            assertThat(nextLook()).isAfter(first);
            assertThat(watch.rates().of(USD)).isPresent();
        }
    }

    /** One look that went wrong is not the last. */
    @Test
    void goesOnAfterAChainThatIsSilent() throws Exception {
        try (var _ = open(WEBHOOK).taking(() -> {
            looks.add(host.moment().now());
            throw new ChainUnavailable("silence", true);
        })) {
            var first = nextLook();

            assertThat(nextLook()).isAfter(first);
        }
    }

    @Test
    void opensWithoutARateAndSaysWhy() throws Exception {
        told.set(Optional.empty());

        try (var watch = open(WEBHOOK)) {
            assertThat(watch.rates().of(USD)).isEmpty();
            assertThat(watch.rates().lack(USD)).contains("silence");
        }
    }

    @Test
    void takesAnOperatorsWord() throws Exception {
        try (var watch = open(new RateSource.Fixed(rate("1000")))) {
            assertThat(watch.rates().of(USD)).contains(rate("1000"));
        }
    }

    @Test
    void looksNeverWhereNobodyTellsARate() throws Exception {
        try (var _ = open(RateSource.NONE).taking(() -> looks.add(host.moment().now()))) {
            assertThat(host.step()).isFalse();
        }
    }

    @Test
    void refusesAFeedOnAChainWithoutContracts() {
        var feed = new RateSource.Feed(EthAddress.parse("ab".repeat(20)));

        assertThatThrownBy(() -> open(feed))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining("--eth-url");
    }

    private RateWatch open(RateSource source) throws InterruptedException {
        return RateWatch.open(
                source,
                new ChainAccess.Off(),
                (_, _, _) -> asked(),
                host,
                () -> host.moment().now());
    }

    private ExchangeRate asked() {
        return () -> rate(told.get().orElseThrow(() -> new IOException("silence")));
    }

    private Rate rate(String dollars) {
        return Rate.ofPair("ETH / USD", new BigDecimal(dollars), host.moment().now());
    }

    /** Lets time pass until the thread of the watch has looked. */
    private Instant nextLook() throws InterruptedException {
        long end = NanoTicker.system().nanos() + TimeUnit.SECONDS.toNanos(20);
        while (NanoTicker.system().nanos() < end) {
            host.run(1);
            var look = looks.poll(5, TimeUnit.MILLISECONDS);
            if (look != null) {
                return look;
            }
        }
        throw new AssertionError("Nobody looks");
    }
}
