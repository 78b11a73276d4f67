package io.headrace.chain.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.transaction.SpendGuard.Answer;
import io.headrace.chain.transaction.SpendGuard.Mode;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** 100 wei in a second, 1000 in an hour, 600 with one peer, 500 for one pipeline; three names. */
class SpendGuardTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final EthAddress PEER = peer(1);

    private final SpendGuard guard = new SpendGuard(
            new SpendLimits(Credit.of(100), Credit.of(1_000), Credit.of(600), Credit.of(500), 3), new Mode.Live());
    private Instant now = START;

    @Test
    void allowsUpToTheCapOfASecondAndNoMore() {
        assertThat(ask(60, PEER, "video")).isEqualTo(new Answer.Allowed());
        assertThat(ask(40, PEER, "video")).isEqualTo(new Answer.Allowed());

        assertThat(ask(1, PEER, "video"))
                .isEqualTo(new Answer.Refused("1.00000 wei to " + PEER + " for video on top of 100.00000 wei spent"
                        + " within one second exceeds the cap of 100.00000 wei"));
        later(Duration.ofMillis(990));
        assertThat(ask(1, PEER, "video")).isInstanceOf(Answer.Refused.class);
        later(Duration.ofMillis(50));
        assertThat(ask(1, PEER, "video")).isEqualTo(new Answer.Allowed());
    }

    @Test
    void countsNothingThatItRefused() {
        assertThat(ask(101, PEER, "video")).isInstanceOf(Answer.Refused.class);

        assertThat(ask(100, PEER, "video")).isEqualTo(new Answer.Allowed());
    }

    @Test
    void capsWhatOnePipelineAndOnePeerCostInAnHour() {
        spend(5, PEER, "video");
        assertThat(ask(1, peer(2), "video").toString()).contains("for this kind of work within one hour");

        spend(1, PEER, "images");
        later(Duration.ofSeconds(2));
        assertThat(ask(1, PEER, "images").toString()).contains("with this peer within one hour");
        assertThat(ask(1, peer(2), "images")).isEqualTo(new Answer.Allowed());
    }

    @Test
    void capsAnHourAsAWholeAndForgetsIt() {
        spend(5, PEER, "video");
        spend(5, peer(2), "images");
        assertThat(ask(1, peer(3), "speech").toString()).contains("within one hour exceeds the cap of 1000.00000");

        later(Duration.ofMinutes(62));

        assertThat(ask(100, PEER, "video")).isEqualTo(new Answer.Allowed());
    }

    @Test
    void remembersNoMoreNamesThanItsLimit() {
        for (int i = 1; i <= 3; i++) {
            spend(1, peer(i), "video");
        }
        assertThat(ask(1, peer(4), "video").toString()).contains("No more than 3 are told apart");

        later(Duration.ofMinutes(62));

        assertThat(ask(1, peer(4), "video")).isEqualTo(new Answer.Allowed());
    }

    @Test
    void spendsNothingOnceStopped() {
        guard.set(new Mode.Stopped("key lost"));

        assertThat(ask(1, PEER, "video"))
                .isEqualTo(new Answer.Refused("Spending is stopped (key lost): 1.00000 wei to " + PEER + " for video"));

        guard.set(new Mode.Live());
        assertThat(ask(1, PEER, "video")).isEqualTo(new Answer.Allowed());
    }

    @Test
    void rehearsesWithTheSameCaps() {
        guard.set(new Mode.DryRun());

        assertThat(ask(100, PEER, "video").toString())
                .contains("A dry run: 100.00000 wei")
                .contains("would be spent");
        assertThat(ask(1, PEER, "video").toString()).contains("exceeds the cap");
        assertThat(guard.mode()).isEqualTo(new Mode.DryRun());
    }

    @Test
    void reckonsATransactionWithItsValueAndAllOfItsGas() {
        var call = new Call(PEER, CallData.EMPTY, Wei.of(7), new GasLimit.Estimated(), Purpose.WITHDRAW_FEES);

        var spend = Spend.transaction(call, 100_000, Wei.of(3));

        assertThat(spend).isEqualTo(new Spend(Credit.of(300_007), PEER, "withdraw_fees"));
    }

    @Test
    void neverAllowsMoreThanTheCapInAnySecondWhateverTheOrder() {
        var chance = new SplittableRandom(1);
        var allowed = new ArrayDeque<Spent>();
        for (int i = 0; i < 5_000; i++) {
            later(Duration.ofMillis(chance.nextInt(200)));
            long amount = chance.nextInt(40);
            if (guardOfSeconds.ask(new Spend(Credit.of(amount), PEER, "video"), now) instanceof Answer.Allowed) {
                allowed.add(new Spent(now, amount));
            }
            while (!allowed.isEmpty() && !allowed.getFirst().at().isAfter(now.minusSeconds(1))) {
                allowed.removeFirst();
            }
            assertThat(allowed.stream().mapToLong(Spent::amount).sum()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void takesAClockThatIsSetBack() {
        assertThat(ask(100, PEER, "video")).isEqualTo(new Answer.Allowed());
        later(Duration.ofSeconds(-10));

        assertThat(ask(1, PEER, "video")).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void refusesCapsAndSpendingsThatCannotBe() {
        assertThatThrownBy(() -> new SpendLimits(Credit.of(-1), Credit.ZERO, Credit.ZERO, Credit.ZERO, 1))
                .hasMessageContaining("-1 per second");
        assertThatThrownBy(() -> new SpendLimits(Credit.ZERO, Credit.ZERO, Credit.ZERO, Credit.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spend.tickets(Credit.of(-1), PEER, "video"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Spend.tickets(Credit.ZERO, PEER, "v".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Spent(Instant at, long amount) {}

    private final SpendGuard guardOfSeconds = new SpendGuard(
            new SpendLimits(Credit.of(100), Credit.of(10_000_000), Credit.of(10_000_000), Credit.of(10_000_000), 3),
            new Mode.Live());

    /** So many times 100 wei, each in its own second. */
    private void spend(int times, EthAddress peer, String pipeline) {
        for (int i = 0; i < times; i++) {
            later(Duration.ofSeconds(2));
            assertThat(ask(100, peer, pipeline)).isEqualTo(new Answer.Allowed());
        }
        later(Duration.ofSeconds(2));
    }

    private Answer ask(long amount, EthAddress peer, String pipeline) {
        return guard.ask(Spend.tickets(Credit.of(amount), peer, pipeline), now);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private static EthAddress peer(int number) {
        byte[] bytes = new byte[EthAddress.LENGTH];
        bytes[EthAddress.LENGTH - 1] = BigInteger.valueOf(number).byteValueExact();
        return EthAddress.of(bytes);
    }
}
