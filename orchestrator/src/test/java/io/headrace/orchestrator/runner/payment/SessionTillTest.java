package io.headrace.orchestrator.runner.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.orchestrator.runner.price.Measure;
import io.headrace.orchestrator.runner.price.Tariff;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.AuthToken;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.runner.RunnerHeartbeat;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is taken for a session of five seconds at a gwei a second. */
class SessionTillTest {

    private static final Price GWEI = Price.of(1_000_000_000, 1);

    private final Purse purse = new Purse(GWEI);
    private final Tariff tariff = new Tariff(purse.board, Measure.SECONDS);
    private final Challenges challenges = new Challenges(purse.setup.billing, () -> RunnerStage.SERVICE_URI);
    private final SessionTill till = new SessionTill(purse.setup.billing, challenges, Duration.ofSeconds(5), () -> 0);
    private final AuthToken token = new AuthTokens(new byte[32]).issue("s", Instant.EPOCH);
    private Runner runner;
    private String account;

    @BeforeEach
    void register() throws Exception {
        var url = URI.create("http://127.0.0.1:8300");
        runner = new Runner(
                RunnerIdentity.draw("r", SecretSource.system()),
                RunnerHeartbeat.decode(RunnerStage.card(url.toString(), "")),
                new ResolvedUri(url, InetAddress.getLoopbackAddress()),
                new Watch.Heartbeats(Instant.EPOCH),
                1,
                List.of());
        account = Challenges.account(runner, "s");
    }

    private RunnerPapers.Verdict.Good papers(Payment payment) {
        return new RunnerPapers.Verdict.Good(payment, token);
    }

    private SessionTab opened() {
        return ((SessionTill.Opening.Opened) till.open(runner, tariff, papers(purse.ticketFor(account)))).tab();
    }

    @Test
    void namesAnAccountAfterRunnerAndSession() {
        assertThat(account).isEqualTo("runner/r/s");
    }

    @Test
    void opensATabForWhoPays() {
        var tab = opened();

        assertThat(tab.grows()).isTrue();
        assertThat(tab.payer()).isEqualTo(new SessionTab.Payer(purse.setup.gateway.address(), account));
        assertThat(purse.balance(account)).isEqualTo(purse.ticket());
    }

    @Test
    void opensNothingForAnEmptyAccount() {
        var promise = Payment.withoutTickets(purse.setup.gateway.address(), GWEI);

        assertThat(till.open(runner, tariff, papers(promise)))
                .isInstanceOfSatisfying(
                        SessionTill.Opening.Refused.class,
                        refused -> assertThat(refused.text()).isEqualToIgnoringCase("Insufficient balance"));
    }

    @Test
    void opensNothingWithATicketThatWasUsed() {
        var payment = purse.ticketFor(account);
        purse.setup.billing.take(account, payment, purse.board);

        assertThat(till.open(runner, tariff, papers(payment))).isInstanceOf(SessionTill.Opening.Refused.class);
        assertThat(purse.balance(account)).isEqualTo(purse.ticket());
    }

    @Test
    void opensNothingAtAPriceOfLongAgo() {
        purse.setup.billing.take(account, purse.ticketFor(account), purse.board);
        purse.board.change(Price.of(2_000_000_000, 1), purse.setup.senders.block);
        purse.setup.senders.block = 10_000;

        assertThat(till.open(runner, tariff, papers(Payment.withoutTickets(purse.setup.gateway.address(), GWEI))))
                .isEqualTo(new SessionTill.Opening.Refused(
                        "this session was paid for at another price; ask for a new one"));
    }

    @Test
    void opensNothingWhileTheChainIsSilent() {
        var payment = purse.ticketFor(account);
        purse.setup.senders.reachable = false;

        assertThat(till.open(runner, tariff, papers(payment))).isInstanceOf(SessionTill.Opening.Refused.class);
    }

    @Test
    void takesMoreFromWhoPaidFirstAndTellsNewParametersForTheSameSession() {
        var tab = opened();

        var topping = till.add(tab, tariff, papers(purse.ticketFor(account)));

        assertThat(topping).isInstanceOfSatisfying(SessionTill.Topping.Taken.class, taken -> {
            assertThat(taken.offer().token()).contains(token);
            assertThat(taken.offer().ticketParams()).isPresent();
            assertThat(taken.offer().price()).contains(GWEI);
        });
        assertThat(purse.balance(account)).isEqualTo(purse.ticket().times(2));
    }

    @Test
    void takesNothingFromAnotherSender() {
        var tab = opened();
        var stranger = Payment.withoutTickets(PaidSetup.key(9).address(), GWEI);

        assertThat(till.add(tab, tariff, papers(stranger)))
                .isEqualTo(new SessionTill.Topping.Refused(403, "another sender pays for this session"));
    }

    @Test
    void takesNoTicketTwice() {
        var tab = opened();
        var payment = purse.ticketFor(account);
        till.add(tab, tariff, papers(payment));

        assertThat(till.add(tab, tariff, papers(payment)))
                .isInstanceOfSatisfying(
                        SessionTill.Topping.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
        assertThat(purse.balance(account)).isEqualTo(purse.ticket().times(2));
    }

    @Test
    void keepsAPaymentThatWasTakenAlthoughNoPriceIsKnownJustNow() {
        var tab = opened();
        var payment = purse.ticketFor(account);
        purse.setup.senders.maxFloat = Credit.ZERO;
        purse.setup.senders.active = false;

        var topping = till.add(tab, tariff, papers(payment));

        assertThat(topping).isInstanceOf(SessionTill.Topping.Refused.class);
    }

    @Test
    void letsASessionOfFreeWorkGrowNothing() {
        assertThat(till.free().grows()).isFalse();
    }
}
