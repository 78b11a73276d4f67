package io.headrace.orchestrator.byoc;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.ByocStage.NAME;
import static io.headrace.orchestrator.byoc.ByocStage.fresh;
import static io.headrace.orchestrator.byoc.ByocStage.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Keccak;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.SenderProof;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money of containers: a second costs 1000 wei, a ticket is worth 8 gwei. */
class PaidJobTest {

    private static final Price PRICE = Price.of(1_000, 1);

    private final PaidSetup setup = new PaidSetup();
    private ByocStage stage;
    private FakeApp app;
    private TicketParams params;

    @BeforeEach
    void start() throws Exception {
        app = new FakeApp();
        open(ByocConfig.Covering.DEFAULT, "");
    }

    @AfterEach
    void stop() {
        app.close();
        stage.close();
    }

    private void open(ByocConfig.Covering covering, String more) throws Exception {
        stage = new ByocStage(
                setup.billing, RegistrationStore.FORGETFUL, ByocStage.config().with(covering));
        stage.offer(app, 2, more);
        params = stage.token(SenderProof.by(setup.gateway)).offer().orElseThrow();
    }

    private void reopen(ByocConfig.Covering covering, String more) throws Exception {
        stage.close();
        open(covering, more);
    }

    private Answer paid(String path, JobHeader job, String body, long... nonces) throws Exception {
        var payment = nonces.length == 0
                ? Payment.withoutTickets(setup.gateway.address(), PRICE)
                : TicketBook.payment(setup.gateway, PRICE, params, nonces);
        var headers = Headers.of(JobHeader.HEADER, job.encode())
                .with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment));
        return stage.process(path, headers, body);
    }

    private JobHeader existing(int seconds) {
        return job(seconds).signedBy(setup.gateway);
    }

    private Credit ticket() {
        return params.expectedValue();
    }

    private Credit balance() {
        return setup.billing.balance(setup.gateway.address(), NAME);
    }

    @Test
    void tellsPriceAndTicketsToWhoSigned() throws Exception {
        var token = stage.token(SenderProof.by(setup.gateway));

        assertThat(token.price()).isEqualTo(PRICE);
        assertThat(token.offer()).isPresent();
        assertThat(token.balance().isZero()).isTrue();
        assertThat(token.serviceAddress()).isEqualTo("https://orchestrator.example:8935");

        var forged = new SenderProof(
                setup.orchestrator.address().toString(),
                SenderProof.by(setup.gateway).signature());
        assertThat(stage.call(
                                "GET",
                                "/process/token",
                                Headers.of(SenderProof.HEADER, forged.encodeHeader())
                                        .with("Livepeer-Capability", NAME),
                                "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void chargesAnExistingGatewayEverySecondThatBegan() throws Exception {
        var answer = paid("/do/echo", existing(10), "{}", 1);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Livepeer-Balance"))
                .contains(JobAnswers.whole(ticket().minus(Credit.of(1_000))).toString());
        assertThat(balance()).isEqualTo(ticket().minus(Credit.of(1_000)));
        assertThat(stage.token(SenderProof.by(setup.gateway)).balance()).isEqualTo(JobAnswers.whole(balance()));
    }

    @Test
    void chargesOneOfOursExactlyTheTimeItUsed() throws Exception {
        var answer = paid("/do/echo", fresh(job(10), setup.gateway, "1", "{}"), "{}", 1);

        assertThat(answer.status()).isEqualTo(200);
        var fee = stage.fact(AppFact.JobDone.class).fee();
        assertThat(fee).isGreaterThan(Credit.ZERO).isLessThan(Credit.of(1_000));
        assertThat(balance()).isEqualTo(ticket().minus(fee));
    }

    @Test
    void chargesExistingGatewaysForFailuresAndOursForNothing() throws Exception {
        assertThat(paid("/do/die", existing(10), "{}", 1).status()).isEqualTo(500);
        assertThat(balance()).isEqualTo(ticket().minus(Credit.of(1_000)));

        assertThat(paid("/do/unauthorized", fresh(job(10), setup.gateway, "1", "{}"), "{}")
                        .status())
                .isEqualTo(500);
        assertThat(balance()).isEqualTo(ticket().minus(Credit.of(1_000)));
    }

    @Test
    void chargesOncePerRequestWhereThatIsTheUnit() throws Exception {
        reopen(ByocConfig.Covering.DEFAULT, ",\"unit\":\"request\"");
        stage.pushedNanos.set(0);

        assertThat(paid("/do/echo", fresh(job(100), setup.gateway, "1", "{}"), "{}", 1)
                        .status())
                .isEqualTo(200);

        assertThat(balance()).isEqualTo(ticket().minus(Credit.of(1_000)));
    }

    @Test
    void refusesWhoDoesNotPayAhead() throws Exception {
        var answer = paid("/do/echo", existing(10), "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("Insufficient balance for request\n");
        assertThat(app.asked).isEmpty();
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void refusesTicketsThatWereSeenAndPaymentsOfOthers() throws Exception {
        assertThat(paid("/do/echo", existing(10), "{}", 1).status()).isEqualTo(200);
        var again = paid("/do/echo", existing(10), "{}", 1);
        assertThat(again.status()).isEqualTo(400);
        assertThat(text(again)).startsWith("invalid ticket senderNonce");

        var stolen = job(10).signedBy(setup.orchestrator);
        assertThat(paid("/do/echo", stolen, "{}", 2).status()).isEqualTo(400);

        var unreadable = Headers.of(JobHeader.HEADER, existing(10).encode()).with(PaymentCodec.HEADER, "%%");
        assertThat(stage.process("/do/echo", unreadable, "{}").status()).isEqualTo(402);
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void refusesAJobThatNobodySigned() throws Exception {
        assertThat(stage.process("/do/echo", job(10), "{}").status()).isEqualTo(400);
    }

    @Test
    void doesAProvenJobOnceAndOnlyWithItsBody() throws Exception {
        var proven = fresh(job(10), setup.gateway, "1", "{}");
        assertThat(paid("/do/echo", proven, "{}", 1).status()).isEqualTo(200);

        assertThat(paid("/do/echo", proven, "{}").status()).as("again").isEqualTo(400);
        assertThat(paid("/do/echo", fresh(job(10), setup.gateway, "2", "{}"), "[]")
                        .status())
                .as("another body")
                .isEqualTo(400);
        var late = fresh(
                job(10),
                setup.gateway,
                "3",
                Keccak.hash(new byte[] {'1'}),
                Instant.now().minusSeconds(2));
        assertThat(paid("/do/echo", late, "1").status()).as("too late").isEqualTo(400);
        assertThat(app.asked).hasSize(1);
    }

    @Test
    void endsEventsThatNobodyPaysForAnyMore() throws Exception {
        reopen(
                new ByocConfig.Covering(Duration.ofSeconds(1), Duration.ofMillis(100)),
                ",\"price_per_unit\":2000000000");
        var price = Price.of(2_000_000_000L, 1);
        var payment = TicketBook.payment(setup.gateway, price, params, 1);
        var headers = Headers.of(JobHeader.HEADER, existing(30).encode())
                .with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment));

        var said = text(stage.process("/do/sse-that-hangs", headers, "{}"));

        assertThat(said)
                .startsWith("data: {\"n\":1}\n\n")
                .endsWith("event: insufficient balance\ndata: {\"balance\": 0}\n\ndata: [DONE]\n\n");
        Onlooker.await(() -> stage.inUse() == 0);
    }

    @Test
    void aThousandMixedJobsChargeEachOnce() throws Exception {
        long[] tickets = LongStream.rangeClosed(1, 2).toArray();
        assertThat(paid("/do/echo", existing(10), "{}", tickets).status()).isEqualTo(200);
        var paths = new String[] {"/do/echo", "/do/refuse", "/do/sse", "/do/fail"};

        for (int i = 1; i < 400; i++) {
            var _ = paid(paths[i % paths.length], existing(10), "{}").readAll();
        }

        Onlooker.await(() -> stage.inUse() == 0);
        assertThat(balance()).isEqualTo(ticket().times(2).minus(Credit.of(400_000)));
    }
}
