package io.headrace.orchestrator.byoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.PricingUnit;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a job costs, which proofs were used, and where an application may be. */
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
        assertThat(existing.ofNothing(Duration.ofMillis(1))).isEqualTo(Credit.of(1_000));
        assertThat(ours.ofNothing(Duration.ofDays(1))).isEqualTo(Credit.ZERO);
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

    @Test
    void reachesWhatIsPublicOrDeclared() throws Exception {
        var rules = new AddressRules(List.of(AddressBlock.parse("10.1.0.0/16"), AddressBlock.parse("fd00::1")));

        assertThat(rules.allows(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
        assertThat(rules.allows(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(rules.allows(InetAddress.ofLiteral("fd00::1"))).isTrue();
        for (var forbidden : List.of("10.2.0.1", "127.0.0.1", "169.254.169.254", "fd00::2", "100.64.0.1")) {
            assertThat(rules.allows(InetAddress.ofLiteral(forbidden)))
                    .as(forbidden)
                    .isFalse();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.parse("10.0.0.0/33"));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.parse("my-host/8"));
    }

    @Test
    void connectsToTheAddressThatWasChecked() {
        var address = new AppAddress(URI.create("http://app.example:9000/base"), InetAddress.ofLiteral("8.8.8.8"));

        assertThat(address.resource("a b/c?d", "")).isEqualTo(URI.create("http://8.8.8.8:9000/base/a%20b/c%3Fd"));
        assertThat(address.authority()).isEqualTo("app.example:9000");
    }
}
