package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.Host;
import io.headrace.machine.Moment;
import io.headrace.node.chain.ChainAccess;
import io.headrace.payments.currency.Currency;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.Rate;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateWatchTest {

    private static final Currency USD = Currency.of("USD");
    private static final RateSource WEBHOOK = new RateSource.Webhook(URI.create("https://rates.test/eth-usd"));

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final LinkedBlockingQueue<Runnable> due = new LinkedBlockingQueue<>();
    private final AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.of("2000"));
    private final LinkedBlockingQueue<String> looks = new LinkedBlockingQueue<>();

    @Test
    void knowsTheRateBeforeAnybodyAsks() throws Exception {
        try (var watch = open(WEBHOOK)) {
            assertThat(watch.rates().of(USD)).contains(rate("2000"));
        }
    }

    @Test
    void takesALookAgainAndAgain() throws Exception {
        try (var watch = open(WEBHOOK).taking(() -> looks.add("look"))) {
            assertThat(nextLook()).isEqualTo("look");
            assertThat(nextLook()).isEqualTo("look");
            assertThat(watch.rates().of(USD)).isPresent();
        }
    }

    /** One look that went wrong is not the last. */
    @Test
    void goesOnAfterAChainThatIsSilent() throws Exception {
        try (var _ = open(WEBHOOK).taking(() -> {
            looks.add("look");
            throw new ChainUnavailable("silence", true);
        })) {
            assertThat(nextLook()).isEqualTo("look");
            assertThat(nextLook()).isEqualTo("look");
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
        try (var _ = open(RateSource.NONE).taking(() -> looks.add("look"))) {
            assertThat(due).isEmpty();
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
        return RateWatch.open(source, new ChainAccess.Off(), (_, _, _) -> asked(), new HostByHand(), () -> NOW);
    }

    private ExchangeRate asked() {
        return () -> rate(told.get().orElseThrow(() -> new IOException("silence")));
    }

    private Rate rate(String dollars) {
        return Rate.ofPair("ETH / USD", new BigDecimal(dollars), NOW);
    }

    /** Lets the period pass, and waits for the thread of the watch. */
    private String nextLook() throws InterruptedException {
        orFail(due.poll(20, TimeUnit.SECONDS), "Nothing is due").run();
        return orFail(looks.poll(20, TimeUnit.SECONDS), "Nobody looks");
    }

    private static <T> T orFail(@Nullable T found, String otherwise) {
        return Optional.ofNullable(found).orElseThrow(() -> new AssertionError(otherwise));
    }

    /** Nothing happens on it but by the test's hand. */
    private final class HostByHand implements Host {
        @Override
        public Moment moment() {
            return new Moment(NOW, new Random(1));
        }

        @Override
        public <T> Mailbox<T> mailbox(String name, Consumer<T> reader) {
            throw new UnsupportedOperationException("A watch has no mailbox");
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            due.add(task);
            return () -> {};
        }
    }
}
