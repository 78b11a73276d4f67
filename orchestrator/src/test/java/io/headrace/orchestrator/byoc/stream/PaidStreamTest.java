package io.headrace.orchestrator.byoc.stream;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.ByocStage.NAME;
import static io.headrace.orchestrator.byoc.stream.StreamStage.ALL;
import static io.headrace.orchestrator.byoc.stream.StreamStage.about;
import static io.headrace.orchestrator.byoc.stream.StreamStage.channels;
import static io.headrace.orchestrator.byoc.stream.StreamStage.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Keccak;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.orchestrator.byoc.AppFact;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.FreshProof;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.SenderProof;
import io.headrace.wire.byoc.StreamChannels;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second costs an eightieth of a ticket, so that a ticket lasts for 80 s. */
class PaidStreamTest {

    private static final Price PRICE = Price.of(100_000_000, 1);
    private static final String PRICED = ",\"price_per_unit\":100000000";

    private final PaidSetup setup = new PaidSetup();
    private StreamStage stage;
    private FakeStreamApp app;
    private TicketParams params;

    @BeforeEach
    void start() throws Exception {
        app = new FakeStreamApp();
        open(StreamConfig.Charging.DEFAULT);
    }

    private void open(StreamConfig.Charging charging) throws Exception {
        stage = new StreamStage(setup.billing, StreamStage.config().with(charging));
        stage.containers.offer(app.url(), 2, PRICED);
        var headers = Headers.of(
                        SenderProof.HEADER, SenderProof.by(setup.gateway).encodeHeader())
                .with(JobToken.CAPABILITY_HEADER, NAME);
        params = JobTokenCodec.decode(text(stage.get(stage.uri() + JobToken.PATH, headers)))
                .offer()
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        app.close();
        stage.close();
    }

    private Answer asked(String path, JobHeader job, String body, long... nonces) throws Exception {
        var headers = Headers.of(JobHeader.HEADER, job.encode());
        return stage.ask(
                path,
                nonces.length == 0
                        ? headers
                        : headers.with(
                                PaymentCodec.HEADER,
                                PaymentCodec.encodeHeader(TicketBook.payment(setup.gateway, PRICE, params, nonces))),
                body);
    }

    private JobHeader existing(JobHeader job) {
        return job.signedBy(setup.gateway);
    }

    private JobHeader ours(JobHeader job, String nonce) {
        var expires = Instant.ofEpochSecond(Instant.now().plusSeconds(60).getEpochSecond());
        return job.signedBy(setup.gateway, new FreshProof.Terms(expires, nonce, Keccak.hash(new byte[] {'{', '}'})));
    }

    private Credit balance() {
        return setup.billing.balance(setup.gateway.address(), NAME);
    }

    private static Credit seconds(long seconds) {
        return PRICE.times(seconds);
    }

    @Test
    void asksForAMinuteAhead() throws Exception {
        var refused = asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(text(refused)).isEqualTo("Insufficient balance for request\n");
        assertThat(app.asked).isEmpty();

        var started = asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}", 1);
        assertThat(started.status()).isEqualTo(200);
        assertThat(started.headers().first("Livepeer-Balance")).contains("8000000000");
    }

    @Test
    void refusesAStreamThatNobodySignedAndAPaymentThatNobodyReads() throws Exception {
        assertThat(asked(StreamChannels.START_PATH, job("s1", "{}", ALL), "{}").status())
                .isEqualTo(400);
        var headers = Headers.of(
                        JobHeader.HEADER, existing(job("s1", "{}", ALL)).encode())
                .with(PaymentCodec.HEADER, "%%");
        assertThat(stage.ask(StreamChannels.START_PATH, headers, "{}").status()).isEqualTo(402);
        assertThat(asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}", 1)
                        .status())
                .isEqualTo(200);
        assertThat(asked(StreamChannels.STOP_PATH, about("s1"), "").status()).isEqualTo(400);
        assertThat(asked(StreamChannels.STOP_PATH, about("s1").signedBy(setup.orchestrator), "")
                        .status())
                .as("somebody else's stream")
                .isEqualTo(404);
    }

    @Test
    void chargesWhatWasUsedWhenItIsStopped() throws Exception {
        asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}", 1);
        stage.containers.pushedNanos.set(Duration.ofSeconds(9).toNanos());

        assertThat(asked(StreamChannels.STOP_PATH, existing(about("s1")), "").status())
                .isEqualTo(200);

        var fee = stage.containers.fact(AppFact.StreamEnded.class).fee();
        assertThat(fee).isBetween(seconds(10), seconds(20));
        assertThat(balance()).isEqualTo(params.expectedValue().minus(fee));
    }

    @Test
    void takesPaymentsWhileItRuns() throws Exception {
        asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}", 1);

        var paid = asked(StreamChannels.PAYMENT_PATH, existing(about("s1")), "", 2);

        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.headers().first("Livepeer-Balance")).contains("16000000000");
        assertThat(asked(StreamChannels.PAYMENT_PATH, existing(about("s1")), "", 2)
                        .status())
                .as("the same tickets again")
                .isEqualTo(400);
    }

    @Test
    void endsAStreamThatNobodyPaysForAnyMoreAndSaysSo() throws Exception {
        stage.close();
        var quick = Duration.ofMillis(40);
        open(new StreamConfig.Charging(Duration.ofSeconds(60), quick, quick));
        var answer = asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}", 1);
        stage.containers.pushedNanos.set(Duration.ofSeconds(100).toNanos());

        var last = text(stage.get(channels(answer).events() + "/0"));

        assertThat(last).contains("insufficient-balance");
        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("insufficient-balance");
    }

    @Test
    void takesNothingWhenTheApplicationRefuses() throws Exception {
        app.startStatus = 400;

        assertThat(asked(StreamChannels.START_PATH, existing(job("s1", "{}", ALL)), "{}", 1)
                        .status())
                .isEqualTo(400);

        Onlooker.await(() -> stage.running() == 0);
        assertThat(balance()).isEqualTo(params.expectedValue());
    }

    @Test
    void startsAProvenStreamOnceAndChargesItExactly() throws Exception {
        var proven = ours(job("s1", "{}", ALL), "1");
        assertThat(asked(StreamChannels.START_PATH, proven, "{}", 1).status()).isEqualTo(200);

        asked(StreamChannels.STOP_PATH, ours(about("s1"), "2"), "{}");

        var fee = stage.containers.fact(AppFact.StreamEnded.class).fee();
        assertThat(balance()).isEqualTo(params.expectedValue().minus(fee));
        assertThat(fee).isGreaterThan(Credit.ZERO);
        assertThat(fee).as("not whole seconds").isLessThan(seconds(1));
        assertThat(asked(StreamChannels.START_PATH, proven, "{}").status())
                .as("again")
                .isEqualTo(400);
    }
}
