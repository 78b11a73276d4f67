package io.headrace.orchestrator.runner.payment;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.IN_WEI;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.PrivateKey;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.runner.PaymentChallenge;
import io.headrace.wire.runner.SessionGrant;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money of sessions: a second costs 1000 wei, a ticket is worth 8 gwei. */
class PaidRunnerTest {

    private static final String FIXED =
            ",\"mode\":\"single-shot\",\"app\":\"demo/once\",\"price_info\":{\"price\":5000,\"currency\":\"wei\",\"unit\":\"fixed\"}";

    private final PaidSetup setup = new PaidSetup();
    private RunnerStage stage;
    private FakeRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(setup.billing);
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    /** Charges every few milliseconds for intervals that are as short. */
    private void reopen(Duration interval) throws Exception {
        stage.close();
        stage = new RunnerStage(setup.billing, RunnerStage.patient().paidFor(interval));
    }

    private PaymentChallenge challenge(String entrance) throws Exception {
        var payer = Headers.of(
                PaymentChallenge.PAYER_HEADER, setup.gateway.address().toString());
        var answer = stage.call("POST", entrance, payer, "{}");
        assertThat(answer.status()).isEqualTo(402);
        return PaymentChallenge.decode(text(answer));
    }

    private Headers paid(OrchestratorInfo info, String manifest, PrivateKey signer, long... nonces) {
        AuthToken token = info.token().orElseThrow();
        var payment = nonces.length == 0
                ? Payment.withoutTickets(setup.gateway.address(), info.price().orElseThrow())
                : TicketBook.payment(
                        setup.gateway,
                        info.price().orElseThrow(),
                        info.ticketParams().orElseThrow(),
                        nonces);
        var credential = SegmentCredential.ofPayment(new ManifestId(manifest), Capabilities.NONE, token)
                .signedBy(signer);
        return Headers.of(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment))
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential));
    }

    private Headers paid(PaymentChallenge challenge, long... nonces) throws Exception {
        return paid(challenge.info(), challenge.manifestId(), setup.gateway, nonces);
    }

    private String entrance(String more) throws Exception {
        return "/apps/" + stage.register(runner, more).runnerId() + "/session";
    }

    private Credit balance(String entrance, String session) {
        var id = entrance.split("/")[2];
        return setup.billing.balance(setup.gateway.address(), "runner/" + id + "/" + session);
    }

    @Test
    void sellsASessionByTheSecondAndEndsItWhenNobodyPaysAnyMore() throws Exception {
        reopen(Duration.ofMillis(100));
        var entrance = entrance(",\"price_info\":{\"price\":30000000000,\"currency\":\"wei\",\"unit\":\"seconds\"}");
        var challenge = challenge(entrance);

        var grant = SessionGrant.decode(text(stage.call("POST", entrance, paid(challenge, 1), "{}")));

        assertThat(grant.sessionId()).isEqualTo(challenge.manifestId());
        // 8 gwei are two intervals of 3.
        Onlooker.await(() -> stage.inUse() == 0);
        var ticket = challenge.info().ticketParams().orElseThrow().expectedValue();
        Onlooker.await(() -> balance(entrance, grant.sessionId()).equals(ticket.minus(Credit.of(6_000_000_000L))));
        assertThat(stage.post(path(grant.appUrl()) + "/v1/run", "{}").status()).isEqualTo(404);
    }

    @Test
    void takesMorePaymentsAndTellsNewTicketParameters() throws Exception {
        var entrance = entrance(IN_WEI);
        var challenge = challenge(entrance);
        var ticket = challenge.info().ticketParams().orElseThrow().expectedValue();
        stage.call("POST", entrance, paid(challenge, 1), "{}").close();

        var answer = stage.call("POST", path(challenge.paymentUrl()), paid(challenge, 2, 3), "");

        assertThat(answer.status()).isEqualTo(200);
        var info = PaymentResultCodec.decode(answer.readAll()).orElseThrow().orElseThrow();
        assertThat(info.token()).isEqualTo(challenge.info().token());
        assertThat(info.ticketParams()).isPresent();
        // A few intervals of 5 s may have been charged meanwhile.
        assertThat(balance(entrance, challenge.manifestId()))
                .isBetween(ticket.times(3).minus(Credit.of(100_000)), ticket.times(3));
    }

    @Test
    void chargesWhatWasUsedOfAnIntervalThatBrokeOff() throws Exception {
        var entrance = entrance(IN_WEI);
        var challenge = challenge(entrance);
        assertThat(challenge.info().price().orElseThrow().perUnit()).isEqualTo(Credit.of(1_000));
        var ticket = challenge.info().ticketParams().orElseThrow().expectedValue();
        var grant = SessionGrant.decode(text(stage.call("POST", entrance, paid(challenge, 1), "{}")));

        stage.pushedSeconds.set(3);
        stage.post(path(grant.controlUrl()) + "/stop", "").close();

        Onlooker.await(() -> !balance(entrance, grant.sessionId()).equals(ticket));
        var fee = ticket.minus(balance(entrance, grant.sessionId()));
        assertThat(fee).isBetween(Credit.of(3_000), Credit.of(4_999));
    }

    @Test
    void asksForPaymentBeforeAnythingElse() throws Exception {
        var entrance = entrance(IN_WEI);

        assertThat(text(stage.post(entrance, "{}")))
                .isEqualTo("{\"error\":{\"message\":\"invalid live runner payment signer address\"}}\n");
        assertThat(stage.call("POST", entrance, paid(challenge(entrance)), "{}").status())
                .as("without tickets")
                .isEqualTo(400);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void refusesCredentialsOfOthers() throws Exception {
        var entrance = entrance(IN_WEI);
        var challenge = challenge(entrance);
        var info = challenge.info();

        var otherManifest = paid(info, "another", setup.gateway, 1);
        var otherSigner = paid(info, challenge.manifestId(), setup.orchestrator, 1);

        assertThat(stage.call("POST", entrance, otherManifest, "{}").status()).isEqualTo(403);
        assertThat(stage.call("POST", entrance, otherSigner, "{}").status()).isEqualTo(403);
        assertThat(stage.inUse()).isZero();
    }

    @Test
    void opensASessionOnce() throws Exception {
        var entrance = entrance(IN_WEI);
        var challenge = challenge(entrance);
        assertThat(stage.call("POST", entrance, paid(challenge, 1), "{}").status())
                .isEqualTo(200);

        assertThat(stage.call("POST", entrance, paid(challenge, 2), "{}").status())
                .isEqualTo(409);
    }

    @Test
    void buysNoDearRunnerWithWhatWasPaidToACheapOne() throws Exception {
        var cheap = entrance(IN_WEI);
        var dear = entrance(",\"price_info\":{\"price\":1000000,\"currency\":\"wei\",\"unit\":\"seconds\"}");
        var challenge = challenge(cheap);

        var answer = stage.call("POST", dear, paid(challenge, 1), "{}");

        assertThat(answer.status()).isEqualTo(400);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void tellsOldClientsAnewWhatToPay() throws Exception {
        var entrance = entrance(IN_WEI);
        var challenge = challenge(entrance);
        stage.call("POST", entrance, paid(challenge, 1), "{}").close();

        var again = challenge(path(challenge.paymentUrl()));

        assertThat(again.manifestId()).isEqualTo(challenge.manifestId());
        assertThat(stage.call("POST", path(again.paymentUrl()), paid(again, 1), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void chargesAFixedPriceOnceAndTakesNoMore() throws Exception {
        var id = stage.register(runner, FIXED).runnerId();
        var entrance = "/apps/" + id + "/app/v1/once";
        var challenge = challenge(entrance);
        var ticket = challenge.info().ticketParams().orElseThrow().expectedValue();

        Answer answer = stage.call("POST", entrance, paid(challenge, 1), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(runner.head().first("Livepeer-Payment")).isEmpty();
        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(balance(entrance, challenge.manifestId())).isEqualTo(ticket.minus(Credit.of(5_000)));
    }

    @Test
    void chargesNothingFixedForAnApplicationThatIsGone() throws Exception {
        var id = stage.register(runner, FIXED).runnerId();
        var entrance = "/apps/" + id + "/app/v1/once";
        var challenge = challenge(entrance);
        runner.close();

        assertThat(stage.call("POST", entrance, paid(challenge, 1), "{}").status())
                .isEqualTo(502);

        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(balance(entrance, challenge.manifestId()))
                .isEqualTo(challenge.info().ticketParams().orElseThrow().expectedValue());
    }

    @Test
    void refusesPaymentsForSessionsOfAFixedPrice() throws Exception {
        var entrance = entrance(",\"price_info\":{\"price\":5000,\"currency\":\"wei\",\"unit\":\"fixed\"}");
        var challenge = challenge(entrance);
        stage.call("POST", entrance, paid(challenge, 1), "{}").close();

        assertThat(stage.call("POST", path(challenge.paymentUrl()), paid(challenge, 2), "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void cutsASingleCallOffThatIsNotPaidAnyMore() throws Exception {
        reopen(Duration.ofMillis(100));
        var id = stage.register(
                        runner,
                        ",\"mode\":\"single-shot\",\"app\":\"demo/once\",\"price_info\":{\"price\":30000000000,"
                                + "\"currency\":\"wei\",\"unit\":\"seconds\"}")
                .runnerId();
        var entrance = "/apps/" + id + "/app/hang";
        var challenge = challenge(entrance);

        var answer = stage.call("POST", entrance, paid(challenge, 1), "{}");

        assertThat(answer.status()).isEqualTo(404);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void endsASessionThatCannotBeChargedAnyMore() throws Exception {
        var billing = new BreakingBilling(setup.billing);
        stage.close();
        stage = new RunnerStage(billing, RunnerStage.patient().paidFor(Duration.ofMillis(100)));
        var entrance = entrance(IN_WEI);
        var grant = SessionGrant.decode(text(stage.call("POST", entrance, paid(challenge(entrance), 1), "{}")));
        assertThat(stage.inUse()).isEqualTo(1);

        billing.broken = true;

        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(stage.post(path(grant.appUrl()) + "/v1/run", "{}").status()).isEqualTo(404);
    }

    @Test
    void cutsEventsOffThatAreNotPaidAnyMore() throws Exception {
        reopen(Duration.ofMillis(100));
        var entrance = entrance(",\"price_info\":{\"price\":30000000000,\"currency\":\"wei\",\"unit\":\"seconds\"}");
        var grant = SessionGrant.decode(text(stage.call("POST", entrance, paid(challenge(entrance), 1), "{}")));
        var events = stage.get(path(grant.appUrl()) + "/sse-that-hangs");

        assertThatThrownBy(events::readAll).isInstanceOf(IOException.class);

        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void tellsWhoPaidHowManySessionsThereAreBeforeItPaysAgain() throws Exception {
        var entrance = entrance(IN_WEI);
        for (int i = 0; i < 2; i++) {
            stage.call("POST", entrance, paid(challenge(entrance), i + 1), "{}").close();
        }
        var payer = Headers.of(
                PaymentChallenge.PAYER_HEADER, setup.gateway.address().toString());

        var refused = stage.call("POST", entrance, payer, "{}");

        assertThat(refused.status())
                .as("nobody is asked to pay for what is not to be had")
                .isEqualTo(503);
        assertThat(text(refused)).isEqualTo("runner has all of its 2 sessions\n");
    }
}
