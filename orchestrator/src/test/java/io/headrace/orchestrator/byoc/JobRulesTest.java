package io.headrace.orchestrator.byoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.PricingUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a job costs, and which proofs were used. */
class JobRulesTest {

    private static final Price PRICE = Price.of(1_000, 1);
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void chargesSecondsThatBeganOrTimeExactly() {
        var existing = new JobFee(PRICE, PricingUnit.SECOND, false);
        var ours = new JobFee(PRICE, PricingUnit.SECOND, true);

        assertThat(existing.of(Duration.ofMillis(1_001))).isEqualTo(Credit.of(2_000));
        assertThat(existing.of(Duration.ofSeconds(2))).isEqualTo(Credit.of(2_000));
        assertThat(ours.of(Duration.ofMillis(1_001))).isEqualTo(Credit.of(1_001));
        assertThat(existing.failed(timed(Duration.ofMillis(1)))).isEqualTo(Credit.of(1_000));
        assertThat(ours.failed(timed(Duration.ofDays(1)))).isEqualTo(Credit.ZERO);
        var second = Duration.ofSeconds(1);
        assertThat(existing.brokenOff(second, timed(Duration.ofSeconds(9)))).isEqualTo(Credit.of(9_000));
        assertThat(ours.brokenOff(second, timed(Duration.ofSeconds(9)))).isEqualTo(Credit.of(1_000));
    }

    private static Usage timed(Duration time) {
        return new Usage(time, OptionalLong.empty());
    }

    @Test
    void chargesARequestOnce() {
        var fee = new JobFee(PRICE, PricingUnit.REQUEST, true);

        assertThat(fee.of(Duration.ofHours(1))).isEqualTo(Credit.of(1_000));
        assertThat(fee.ahead(Duration.ofHours(1))).isEqualTo(Credit.of(1_000));
        assertThat(fee.grows()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new JobFee(PRICE, PricingUnit.TOKEN, true));
    }

    @Test
    void takesAProofOnceUntilItExpires() {
        var memory = new NonceMemory(2);
        var soon = NOW.plusSeconds(1);

        assertThat(memory.take(EthAddress.ZERO, "a", soon, NOW)).isTrue();
        assertThat(memory.take(EthAddress.ZERO, "a", soon, NOW)).isFalse();
        assertThat(memory.take(EthAddress.ZERO, "b", soon, NOW)).isTrue();
        assertThat(memory.take(EthAddress.ZERO, "c", soon, NOW))
                .as("no more are remembered")
                .isFalse();
        assertThat(memory.take(EthAddress.ZERO, "c", soon.plusSeconds(9), soon.plusSeconds(1)))
                .isTrue();
    }
}
