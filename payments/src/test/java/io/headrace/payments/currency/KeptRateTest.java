package io.headrace.payments.currency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptRateTest {

    private static final RateLimits LIMITS =
            new RateLimits(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofHours(1), 3);

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private Optional<Rate> told = Optional.empty();
    private int asked;
    private final KeptRate kept = new KeptRate(this::ask, LIMITS, () -> now);

    @Test
    void hasNoneBeforeTheFirstAnswer() throws Exception {
        assertThat(kept.current()).isEmpty();

        kept.poll();

        assertThat(kept.current()).isEmpty();
        assertThat(kept.problem()).contains("nobody answers");
    }

    @Test
    void asksOnceAPeriod() throws Exception {
        tell("2000");
        kept.poll();
        kept.poll();
        assertThat(asked).isEqualTo(1);

        pass(Duration.ofMinutes(10));
        tell("2100");
        kept.poll();

        assertThat(asked).isEqualTo(2);
        assertThat(kept.current()).isEqualTo(told);
    }

    @Test
    void asksAgainSoonAfterAFailureAndThenLater() throws Exception {
        kept.poll();
        pass(Duration.ofSeconds(30));
        kept.poll();
        pass(Duration.ofSeconds(59));
        kept.poll();
        assertThat(asked).isEqualTo(2);

        pass(Duration.ofSeconds(1));
        kept.poll();

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void keepsTheLastRateForABoundedTime() throws Exception {
        tell("2000");
        kept.poll();
        told = Optional.empty();

        pass(Duration.ofMinutes(59));
        kept.poll();
        assertThat(kept.current()).isPresent();

        pass(Duration.ofMinutes(1));
        assertThat(kept.current()).isEmpty();
    }

    @Test
    void doesNotBelieveALeapWhileTheLastRateIsGood() throws Exception {
        tell("2000");
        kept.poll();
        var before = kept.current();

        for (var leap : new String[] {"6001", "666"}) {
            pass(Duration.ofMinutes(10));
            tell(leap);
            kept.poll();

            assertThat(kept.current()).isEqualTo(before);
            assertThat(kept.problem().orElseThrow()).contains("not believed");
        }
        pass(Duration.ofHours(1));
        tell("6001");
        kept.poll();
        assertThat(kept.current()).isEqualTo(told);
    }

    @Test
    void takesNoRateThatIsOldAndNoneFromTheFuture() throws Exception {
        told = Optional.of(rate("2000", now.minus(Duration.ofHours(1))));
        kept.poll();
        assertThat(kept.current()).isEmpty();

        pass(Duration.ofMinutes(10));
        told = Optional.of(rate("2000", now.plus(Duration.ofDays(900))));
        kept.poll();
        pass(Duration.ofHours(1));

        assertThat(kept.current()).isEmpty();
    }

    @Test
    void knowsWhatWeiAndEthAreForEver() {
        assertThat(KeptRate.byDefinition(Currency.WEI).current()).contains(Rate.byDefinition(Currency.WEI));
    }

    private Rate ask() throws IOException {
        asked++;
        return told.orElseThrow(() -> new IOException("nobody answers"));
    }

    private void tell(String price) {
        told = Optional.of(rate(price, now));
    }

    private static Rate rate(String price, Instant at) {
        return Rate.ofPair("ETH / USD", new BigDecimal(price), at);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
