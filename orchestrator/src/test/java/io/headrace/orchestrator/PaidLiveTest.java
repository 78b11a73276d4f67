package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.live.EchoWorkshop;
import io.headrace.orchestrator.live.PictureStream;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capability;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.HttpPublisher;
import io.headrace.tricklehttp.HttpSubscriber;
import io.headrace.wire.CapabilityPrice;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.SegmentCredentialCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money of live sessions, over real HTTP: a ticket pays for 34 pictures of 640 x 360. */
class PaidLiveTest {

    private final PaidSetup setup = new PaidSetup();
    private EchoWorkshop runners;
    private LocalOrchestrator orchestrator;
    private LiveGateway gateway;
    private OrchestratorInfo info;

    @BeforeEach
    void start() throws Exception {
        runners = new EchoWorkshop(Map.of(LiveGateway.MODEL, 2));
        orchestrator = LocalOrchestrator.live(runners, setup.billing, config -> config);
        gateway = new LiveGateway(orchestrator, setup.gateway);
        info = gateway.info();
    }

    @AfterEach
    void stop() {
        runners.close();
        orchestrator.close();
    }

    @Test
    void quotesAPriceForEachModel() {
        assertThat(info.price()).contains(PaidSetup.PRICE);

        assertThat(new TestGateway(orchestrator, setup.gateway).info().capabilityPrices())
                .containsExactly(
                        new CapabilityPrice(Capability.LIVE_VIDEO_TO_VIDEO.id(), LiveGateway.MODEL, PaidSetup.PRICE));
    }

    @Test
    void asksForLiveWorkWhatItsOwnBoardSays() {
        setup.livePrices.change(Price.of(7, 1), setup.senders.block);

        assertThat(gateway.info().price()).contains(Price.of(7, 1));
        assertThat(new TestGateway(orchestrator, setup.gateway).info().price()).contains(PaidSetup.PRICE);
    }

    @Test
    void startsForASecondThatIsPaidAhead() throws Exception {
        var session = LiveGateway.started(start(true, tickets(1, 1)));

        assertThat(setup.billing.pinnedPrice(setup.gateway.address(), session.manifestId()))
                .contains(PaidSetup.PRICE);
    }

    @Test
    void refusesABalanceThatDoesNotLastForTheBeginning() throws Exception {
        var byTheClock = start(false, tickets(1, 17));
        assertThat(byTheClock.status()).isEqualTo(400);
        assertThat(TestGateway.text(byTheClock)).isEqualTo("Insufficient balance\n");

        assertThat(start(true, new Payment(setup.gateway.address(), Optional.of(PaidSetup.PRICE), Optional.empty()))
                        .status())
                .isEqualTo(400);
        awaitNoSession();
        assertThat(runners.requests).isEmpty();
    }

    /** The answer is given a moment before the place is free. */
    private void awaitNoSession() {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!orchestrator.orchestrator.live().desk().sessions().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(patience);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void takesAMinuteAheadInOneHeader() throws Exception {
        assertThat(start(false, tickets(1, 300)).status()).isEqualTo(200);
    }

    @Test
    void refusesTicketsThatWereSeen() throws Exception {
        assertThat(start(true, tickets(1, 2)).status()).isEqualTo(200);

        var again = start(true, tickets(1, 2));

        assertThat(again.status()).isEqualTo(400);
        assertThat(TestGateway.text(again)).startsWith("invalid ticket senderNonce");
    }

    @Test
    void refusesPaymentsThatCannotBeReadAndCredentialsOfOthers() throws Exception {
        var good = gateway.papers(info.token().orElseThrow(), Optional.of(tickets(1, 2)));
        var credential = good.first(SegmentCredentialCodec.HEADER).orElseThrow();
        var json = Headers.contentType("application/json");

        assertThat(gateway.start(
                                LiveGateway.asking(true),
                                json.with(PaymentCodec.HEADER, "!").with(SegmentCredentialCodec.HEADER, credential))
                        .status())
                .isEqualTo(402);
        assertThat(gateway.start(
                                LiveGateway.asking(true),
                                new LiveGateway(orchestrator, PaidSetup.key(9))
                                        .papers(info.token().orElseThrow(), Optional.of(tickets(3, 4))))
                        .status())
                .isEqualTo(403);
        assertThat(gateway.start(LiveGateway.asking(true), json).status()).isEqualTo(403);
        assertThat(orchestrator.orchestrator.live().desk().sessions()).isEmpty();
    }

    @Test
    void endsWhoDoesNotPayWithinTwoSecondsAndSaysWhyFirst() throws Exception {
        var session = LiveGateway.started(start(true, tickets(1, 2)));
        try (var input = gateway.publisher(session.channels().input(), "video/MP2T");
                var events = gateway.subscriber(session.channels().events())) {
            var _ = next(events);
            sendUntilRefused(input, 3);
            long unpaidSince = System.nanoTime();

            var told = next(events);

            assertThat(Duration.ofNanos(System.nanoTime() - unpaidSince)).isLessThan(Duration.ofSeconds(2));
            assertThat(told)
                    .startsWith("{\"event\":{\"type\":\"error\",\"message\":\"The session's balance does not cover")
                    .endsWith("\"reason\":\"insufficient-balance\"},\"queue_event_type\":\"ai_stream_events\"}");
            assertThat(runners.running()).isZero();
            long toldAt = System.nanoTime();
            assertThat(events.next()).isInstanceOf(Arrival.Ended.class);
            assertThat(Duration.ofNanos(System.nanoTime() - toldAt))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
        }
        assertThat(orchestrator.await(WorkFact.LiveEnded.class).code()).isEqualTo("insufficient-balance");
    }

    @Test
    void chargesThePicturesThatCameAndGoesOnForWhoPaysAgain() throws Exception {
        var session = LiveGateway.started(start(true, tickets(1, 2)));
        try (var input = gateway.publisher(session.channels().input(), "video/MP2T")) {
            var stream = new PictureStream();
            input.publish(stream.segment(60));
            var answer = gateway.pay(session.manifestId(), info.token().orElseThrow(), tickets(3, 5));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(PaymentResultCodec.decode(answer.readAll())
                            .orElseThrow()
                            .orElseThrow()
                            .price())
                    .contains(PaidSetup.PRICE);

            input.publish(stream.segment(60));
            awaitFees(120 * PictureStream.PIXELS);
        }

        assertThat(orchestrator.await(WorkFact.LiveEnded.class).code()).isEqualTo("gateway-left");
        var charged = setup.payments.fees.stream().reduce(Credit.ZERO, Credit::plus);
        assertThat(charged).isEqualTo(PaidSetup.PRICE.times(120 * PictureStream.PIXELS));
    }

    @Test
    void refreshesTheOfferOfARunningSession() throws Exception {
        var session = LiveGateway.started(start(true, tickets(1, 1)));

        var answer = gateway.post(
                "/refresh-payment",
                Headers.contentType("application/json"),
                "{\"sender\":\"" + setup.gateway.address() + "\",\"manifest_id\":\"" + session.manifestId() + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(TestGateway.text(answer)).contains("payment_params").contains(session.manifestId());
    }

    @Test
    void takesPaymentsOfARunningSessionUnderATokenThatIsTooOld() throws Exception {
        var session = LiveGateway.started(start(true, tickets(1, 1)));
        var old = orchestrator.tokens.issue("aged", Instant.now().minusSeconds(60));

        assertThat(gateway.pay(session.manifestId(), old, tickets(2, 2)).status())
                .isEqualTo(200);
        assertThat(gateway.pay("another", old, tickets(3, 3)).status()).isEqualTo(403);
    }

    /** What was paid for live work, at its price, buys no segment. */
    @Test
    void namesAccountsThatNoSegmentCanDrawOn() throws Exception {
        var session = LiveGateway.started(start(true, tickets(1, 2)));

        var token =
                orchestrator.tokens.issue(session.manifestId(), Instant.now().plusSeconds(60));
        var plain = new TestGateway(orchestrator, setup.gateway);
        var answer = plain.post(
                "/segment",
                TestGateway.headers(plain.credential(1, token), Optional.of(tickets(3, 3))),
                TestGateway.MEDIA);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(new ManifestId(session.manifestId()).text()).startsWith("live.");
    }

    private Answer start(boolean extended, Payment payment) throws Exception {
        return gateway.start(
                LiveGateway.asking(extended), gateway.papers(info.token().orElseThrow(), Optional.of(payment)));
    }

    private Payment tickets(long first, long last) {
        return TicketBook.payment(
                setup.gateway,
                PaidSetup.PRICE,
                info.ticketParams().orElseThrow(),
                LongStream.rangeClosed(first, last).toArray());
    }

    /** At once, as many pictures as two tickets do not pay for. */
    private static void sendUntilRefused(HttpPublisher input, int segments) throws Exception {
        var stream = new PictureStream();
        for (int i = 0; i < segments; i++) {
            try {
                input.publish(stream.segment(60));
            } catch (TrickleException closed) {
                return;
            }
        }
    }

    private void awaitFees(long pixels) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < patience
                && !setup.payments.fees.stream()
                        .reduce(Credit.ZERO, Credit::plus)
                        .equals(PaidSetup.PRICE.times(pixels))) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String next(HttpSubscriber from) throws Exception {
        if (from.next() instanceof Arrival.Segment(var segment)) {
            try (segment) {
                return new String(segment.readAll(1_000_000), UTF_8);
            }
        }
        throw new AssertionError("No segment");
    }
}
