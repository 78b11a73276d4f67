package io.headrace.orchestrator.runner;

import static io.headrace.orchestrator.Onlooker.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.PrivateKey;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Answer;
import io.headrace.transport.Header;
import io.headrace.transport.Headers;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.RecordedExchanges.Recording;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.runner.HeartbeatAnswer;
import io.headrace.wire.runner.PaymentChallenge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The life of three runners, as it was recorded, with ours in the place of the existing orchestrator: each request with the
 * ids, secrets and payments that belong to ours, each answer held beside the recorded one.
 *
 * <p>Not asked: I-013, which waits for what a later request causes, and I-031, which goes to another door.
 */
class RecordedRunnersReplayTest {

    private static final String RECORDED_URI = "https://127.0.0.1:18935";
    private static final Set<String> NOT_ASKED = Set.of("I-013", "I-031");
    private static final List<String> SENT =
            List.of("Authorization", "Content-Type", "Livepeer-Session-Token", "Livepeer-Payer-Address", "X-User");

    /** Of the client's library, and of money, which ends here. */
    private static final Set<String> NOT_PASSED =
            Set.of("user-agent", "accept-encoding", "livepeer-payment", "livepeer-segment");

    private final PaidSetup setup = new PaidSetup();
    private final PrivateKey payer = setup.gateway;

    /** What the recorded node named so, and how ours names it. */
    private final Map<String, String> ours = new LinkedHashMap<>();

    private RunnerStage stage;
    private FakeRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        stage = new RunnerStage(setup.billing, RunnerStage.config());
        ours.put(RECORDED_URI, RunnerStage.SERVICE_URI);
        ours.put("http://127.0.0.1:8300", runner.url());
        ours.put("0x90F79bf6EB2c4f870365E785982E1f101E93b906", payer.address().toString());
    }

    @AfterEach
    void stop() {
        runner.close();
        stage.close();
    }

    private static List<RecordedExchange> exchanges() {
        return RecordedExchanges.of(Recording.LIVE_RUNNERS).stream()
                .filter(exchange -> !exchange.direction().startsWith("orchestrator"))
                .filter(exchange -> !NOT_ASKED.contains(exchange.id()))
                .toList();
    }

    private String asOurs(String recorded) {
        return ours.entrySet().stream()
                .reduce(recorded, (text, name) -> text.replace(name.getKey(), name.getValue()), (a, b) -> b);
    }

    private String asRecorded(String said) {
        return ours.entrySet().stream()
                .reduce(said, (text, name) -> text.replace(name.getValue(), name.getKey()), (a, b) -> b);
    }

    @Test
    void livesAsItWasRecorded() throws Exception {
        assertThat(exchanges()).hasSizeGreaterThan(30);
        for (var exchange : exchanges()) {
            prepare(exchange);
            var answer = ask(exchange);
            assertThat(answer.status()).as(exchange.toString()).isEqualTo(exchange.status());
            compare(exchange, text(answer));
        }
    }

    /** What was done between two recorded requests. */
    private void prepare(RecordedExchange exchange) throws Exception {
        if (exchange.id().equals("I-037")) {
            ask("POST", "/apps/runner_qjhg77gp/session/a50ddd41/stop", Headers.NONE, "")
                    .close();
            Onlooker.await(() -> stage.inUse() == 0);
        }
    }

    private Answer ask(RecordedExchange exchange) throws Exception {
        var request = exchange.request();
        var headers = Headers.NONE;
        for (var name : SENT) {
            var value = request.header(name);
            headers = value.isPresent() ? headers.with(name, asOurs(value.get())) : headers;
        }
        if (request.header(PaymentCodec.HEADER).isPresent()) {
            headers = paid(headers, challenge(exchange));
        }
        return ask(request.method(), exchange.path(), headers, request.bodyText());
    }

    private Answer ask(String method, String path, Headers headers, String body) throws Exception {
        return stage.call(method, asOurs(path), headers, asOurs(body));
    }

    /** The challenge to a persistent session was recorded beside it; that to the single call was not. */
    private PaymentChallenge challenge(RecordedExchange paid) throws Exception {
        var headers = Headers.of(PaymentChallenge.PAYER_HEADER, payer.address().toString());
        var challenge = PaymentChallenge.decode(text(ask("POST", paid.path(), headers, "{}")));
        ours.put(paid.id().equals("I-033") ? "1c8c0ff4" : "a50ddd41", challenge.manifestId());
        return challenge;
    }

    private Headers paid(Headers headers, PaymentChallenge challenge) throws Exception {
        var info = challenge.info();
        long[] nonces = LongStream.rangeClosed(1, 200).toArray();
        var payment = TicketBook.payment(
                payer, info.price().orElseThrow(), info.ticketParams().orElseThrow(), nonces);
        var credential = SegmentCredential.ofPayment(
                        new ManifestId(challenge.manifestId()),
                        Capabilities.NONE,
                        info.token().orElseThrow())
                .signedBy(payer);
        return headers.with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment))
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential));
    }

    private void compare(RecordedExchange exchange, String said) throws Exception {
        var recorded = exchange.response().bodyText();
        switch (exchange.id()) {
            case "I-007", "I-010", "I-011" -> learn(HeartbeatAnswer.decode(recorded), HeartbeatAnswer.decode(said));
            case "I-015" -> sameChallenge(PaymentChallenge.decode(recorded), PaymentChallenge.decode(said));
            case "I-019" -> samePassedOn("I-020");
            case "I-033" -> samePassedOn("I-034");
            default -> assertThat(asRecorded(said)).as(exchange.toString()).isEqualTo(recorded);
        }
    }

    private void learn(HeartbeatAnswer recorded, HeartbeatAnswer said) {
        var first = recorded.first().orElseThrow();
        var ourFirst = said.first().orElseThrow();
        ours.put(first.events().channel(), ourFirst.events().channel());
        ours.put(first.secret(), ourFirst.secret());
        ours.put(recorded.runnerId(), said.runnerId());
        assertThat(asRecorded(said.encode())).isEqualTo(recorded.encode());
    }

    private void sameChallenge(PaymentChallenge recorded, PaymentChallenge said) throws Exception {
        ours.put(recorded.manifestId(), said.manifestId());
        assertThat(asRecorded(said.paymentUrl())).isEqualTo(recorded.paymentUrl());
        assertThat(said.orchestrator()).isEqualTo(RunnerStage.SERVICE_URI);
        assertThat(said.info().price()).contains(Price.of(33_333_333_333L, 1));
        assertThat(said.info().price()).isEqualTo(recorded.info().price());
        assertThat(said.info().capabilities()).isEqualTo(recorded.info().capabilities());
    }

    /** The application saw what it saw then, but for the payment [I-034]. */
    private void samePassedOn(String id) {
        var recorded = RecordedExchanges.named(id).request();
        ours.put(
                recorded.header("Livepeer-Session-Token").orElseThrow(),
                runner.head().first("Livepeer-Session-Token").orElseThrow());
        assertThat(names(runner.head().all().stream().map(Header::name).toList()))
                .isEqualTo(names(List.copyOf(recorded.headers().keySet())));
        for (var name : List.of("Livepeer-Runner-Route", "Livepeer-Session-Id", "Livepeer-Session-Control")) {
            assertThat(asRecorded(runner.head().first(name).orElseThrow()))
                    .isEqualTo(recorded.header(name).orElseThrow());
        }
        assertThat(runner.asked.getLast()).isEqualTo("POST " + recorded.path());
    }

    private static Set<String> names(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !NOT_PASSED.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
