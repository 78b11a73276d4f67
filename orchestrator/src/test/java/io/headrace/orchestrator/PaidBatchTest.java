package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.batch.Pictures;
import io.headrace.orchestrator.batch.ScriptedModels;
import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.orchestrator.billing.BatchPrices;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PriceReference;
import io.headrace.transport.Headers;
import io.headrace.wire.CapabilityPrice;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredentialCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money of requests to models, over real HTTP: who is charged for what, and when nobody is. */
class PaidBatchTest {

    private static final Pipeline DRAWING = BuiltInPipelines.TEXT_TO_IMAGE;
    private static final String MODEL = "maker/model";
    private static final String OTHER = "maker/other";
    private static final Price PRICE = Price.of(7, 2);

    /** Of 256 by 256 pixels, where the runner makes one of 64 by 64. */
    private static final String REQUEST =
            "{\"prompt\":\"a cat\",\"model_id\":\"" + MODEL + "\",\"width\":256,\"height\":256}";

    private static final long ASKED = 256 * 256;
    private static final long MADE = 64 * 64;

    private final PaidSetup setup = new PaidSetup(new BatchPrices(Map.of(
            new PriceReference(DRAWING.name(), MODEL),
            new BatchPrices.Entry(Optional.of(PRICE), Map.of(PaidSetup.key(3).address(), Price.of(1, 1))),
            new PriceReference(DRAWING.name(), PriceReference.ANY_MODEL),
            BatchPrices.Entry.of(Price.of(11, 1)))));
    private final ScriptedModels models =
            new ScriptedModels(4).with(DRAWING, MODEL).with(DRAWING, OTHER);
    private LocalOrchestrator orchestrator;
    private BatchGateway gateway;

    @BeforeEach
    void start() throws Exception {
        orchestrator = LocalOrchestrator.batch(BatchWork.of(models), setup.billing, config -> config);
        gateway = new BatchGateway(orchestrator, Optional.of(setup.gateway), DRAWING, MODEL);
        models.answering(_ -> ScriptedModels.json(Pictures.reply(1)));
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    @Test
    void quotesThePriceOfExactlyTheModelThatIsAsked() {
        assertThat(gateway.info().price()).contains(PRICE);
        assertThat(new BatchGateway(orchestrator, Optional.of(setup.gateway), DRAWING, OTHER)
                        .info()
                        .price())
                .contains(Price.of(11, 1));
        assertThat(new BatchGateway(orchestrator, Optional.of(PaidSetup.key(3)), DRAWING, MODEL)
                        .info()
                        .price())
                .contains(Price.of(1, 1));
    }

    @Test
    void offersWhatExistingGatewaysDemand() {
        var offered = gateway.info().capabilities().orElseThrow();

        assertThat(gateway.needed().compatibilityWith(offered).isCompatible()).isTrue();
        assertThat(offered.capacities()).containsEntry(Capability.TEXT_TO_IMAGE.id(), 1);
        assertThat(offered.constraints().perCapability().get(Capability.TEXT_TO_IMAGE.id()))
                .containsEntry(MODEL, new ModelConstraint(true, 4, "0.14.1", 0))
                .containsKey(OTHER);
    }

    @Test
    void listsAllPricesForWhoAsksForNothingInParticular() {
        var info = new TestGateway(orchestrator, setup.gateway).info();

        assertThat(info.price()).contains(PaidSetup.PRICE);
        assertThat(info.capabilityPrices())
                .containsExactlyInAnyOrder(
                        new CapabilityPrice(Capability.TEXT_TO_IMAGE.id(), MODEL, PRICE),
                        new CapabilityPrice(Capability.TEXT_TO_IMAGE.id(), OTHER, Price.of(11, 1)));
    }

    @Test
    void tellsHowManyPlacesAreFree() throws Exception {
        var working = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        models.answering(_ -> {
            working.countDown();
            go.await();
            return ScriptedModels.json(Pictures.reply(1));
        });
        var papers = gateway.papers(1);
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> answer =
                    others.submit(() -> gateway.ask(papers, REQUEST).status());
            working.await();

            var models =
                    gateway.info().capabilities().orElseThrow().constraints().perCapability();
            assertThat(models.get(Capability.TEXT_TO_IMAGE.id()))
                    .containsEntry(MODEL, new ModelConstraint(true, 3, "0.14.1", 0));

            go.countDown();
            assertThat(answer.get()).isEqualTo(200);
        }
    }

    @Test
    void chargesExistingGatewaysWhatTheyCounted() throws Exception {
        assertThat(gateway.ask(gateway.papers(1), REQUEST).status()).isEqualTo(200);

        var taken = orchestrator.await(WorkFact.BatchTaken.class);
        assertThat(taken.account()).isEqualTo("27_" + MODEL);
        var done = orchestrator.await(WorkFact.BatchDone.class);
        assertThat(done.request()).isEqualTo(taken.request());
        assertThat(done.units()).isEqualTo(ASKED);
        assertThat(done.fee()).isEqualTo(PRICE.times(ASKED));
        assertThat(done.balance())
                .isEqualTo(setup.payments.kept.getFirst().credited().minus(PRICE.times(ASKED)));
        assertThat(setup.payments.fees).containsExactly(PRICE.times(ASKED));
    }

    @Test
    void chargesGatewaysOfOursWhatWasUsed() throws Exception {
        var papers = BatchGateway.own(gateway.papers(1)).with("Headrace-Job", "job-7");

        assertThat(wholeStatus(papers)).isEqualTo(200);

        assertThat(setup.payments.fees).containsExactly(PRICE.times(MADE));
        assertThat(orchestrator.await(WorkFact.BatchTaken.class).job()).isEqualTo("job-7");
        assertThat(orchestrator.await(WorkFact.BatchDone.class).units()).isEqualTo(MADE);
    }

    @Test
    void neverChargesMoreThanWasAskedFor() throws Exception {
        models.answering(_ -> ScriptedModels.json(Pictures.reply(100)));

        assertThat(wholeStatus(BatchGateway.own(gateway.papers(1)))).isEqualTo(200);

        assertThat(setup.payments.fees).containsExactly(PRICE.times(ASKED));
    }

    /** Of an answer that was read to its last byte, before which it is charged. */
    private int wholeStatus(Headers papers) throws Exception {
        try (var answer = gateway.ask(papers, REQUEST)) {
            answer.readAll();
            return answer.status();
        }
    }

    @Test
    void refusesABalanceThatIsTooLowBeforeTheRunnerHearsOfIt() throws Exception {
        var huge = "{\"prompt\":\"p\",\"model_id\":\"" + MODEL
                + "\",\"width\":8000,\"height\":8000,\"num_images_per_prompt\":1}";
        var pricier = new BatchGateway(orchestrator, Optional.of(setup.gateway), DRAWING, OTHER);

        var answer = pricier.ask(pricier.papers(0), huge.replace(MODEL, OTHER));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).isEqualTo("Insufficient balance\n");
        assertThat(models.asked).isEmpty();
        assertThat(models.inUse()).isZero();
        assertThat(orchestrator.await(WorkFact.BatchFailed.class).status()).isEqualTo(400);
    }

    @Test
    void refusesTicketsThatWereSeenAndPricesThatAreTooLow() throws Exception {
        var papers = gateway.papers(1);
        assertThat(gateway.ask(papers, REQUEST).status()).isEqualTo(200);

        var again = gateway.ask(papers, REQUEST);
        assertThat(again.status()).isEqualTo(400);
        assertThat(TestGateway.text(again)).startsWith("invalid ticket senderNonce");

        // An offer for this model pays for no other that costs more.
        var other = gateway.ask(gateway.papers(1), REQUEST.replace(MODEL, OTHER));
        assertThat(other.status()).isEqualTo(400);
        assertThat(TestGateway.text(other)).startsWith("invalid expected price");
    }

    @Test
    void refusesPaymentsThatCannotBeReadAndCredentialsOfOthers() throws Exception {
        var good = gateway.papers(1);
        var credential = good.first(SegmentCredentialCodec.HEADER).orElseThrow();
        var foreign = new BatchGateway(orchestrator, Optional.of(PaidSetup.key(9)), DRAWING, MODEL).papers(1);

        assertThat(gateway.ask(
                                Headers.of(PaymentCodec.HEADER, "!").with(SegmentCredentialCodec.HEADER, credential),
                                REQUEST)
                        .status())
                .isEqualTo(402);
        assertThat(gateway.ask(
                                Headers.of(
                                                PaymentCodec.HEADER,
                                                foreign.first(PaymentCodec.HEADER)
                                                        .orElseThrow())
                                        .with(SegmentCredentialCodec.HEADER, credential),
                                REQUEST)
                        .status())
                .isEqualTo(403);
        assertThat(gateway.ask(Headers.NONE, REQUEST).status()).isEqualTo(403);
        assertThat(setup.payments.kept).isEmpty();
    }

    @Test
    void chargesNothingForFailuresAndKeepsTheCredit() throws Exception {
        var failures = List.<BatchAnswer>of(
                new BatchAnswer.Refused(400, "bad prompt"),
                new BatchAnswer.Failed(500, "out of memory"),
                new BatchAnswer.Failed(0, "the runner is gone"),
                new BatchAnswer.TooLate("no answer"),
                ScriptedModels.json("garbage"));
        assertThat(gateway.ask(gateway.papers(2), REQUEST).status()).isEqualTo(200);
        setup.payments.fees.clear();

        for (var failure : failures) {
            models.answering(_ -> failure);
            assertThat(gateway.ask(gateway.papers(0), REQUEST).status()).isGreaterThanOrEqualTo(500);
            assertThat(gateway.ask(BatchGateway.own(gateway.papers(0)), REQUEST).status())
                    .isGreaterThanOrEqualTo(500);
        }

        assertThat(setup.payments.fees).isEmpty();
        models.answering(_ -> ScriptedModels.json(Pictures.reply(1)));
        assertThat(gateway.ask(gateway.papers(0), REQUEST).status()).isEqualTo(200);
    }

    @Test
    void coversEachOfSeveralRequestsAtOnceByCreditOfItsOwn() throws Exception {
        var working = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        models.answering(_ -> {
            working.countDown();
            go.await();
            return ScriptedModels.json(Pictures.reply(1));
        });
        var paid = gateway.papers(1);
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first =
                    others.submit(() -> gateway.ask(paid, REQUEST).status());
            working.await();

            // A ticket's worth must be free, and the first has its part of it.
            assertThat(gateway.ask(gateway.papers(0), REQUEST).status()).isEqualTo(400);

            go.countDown();
            assertThat(first.get()).isEqualTo(200);
        }
    }

    @Test
    void paysForNoSegmentFromTheAccountOfAModel() throws Exception {
        var token = orchestrator.tokens.issue("27_model", Instant.now().plusSeconds(60));
        var plain = new TestGateway(orchestrator, setup.gateway);

        var answer = plain.post(
                "/segment", TestGateway.headers(plain.credential(1, token), Optional.empty()), TestGateway.MEDIA);

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void refreshesTheOfferOfAnAccountThatPaid() throws Exception {
        assertThat(gateway.ask(gateway.papers(1), REQUEST).status()).isEqualTo(200);

        var answer = new TestGateway(orchestrator, setup.gateway)
                .post(
                        "/refresh-payment",
                        Headers.contentType("application/json"),
                        ("{\"sender\":\"" + setup.gateway.address() + "\",\"manifest_id\":\"27_" + MODEL + "\"}")
                                .getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void keepsCapacityAndMoneyExactOverAThousandMixedRequests() throws Exception {
        models.answering(asked -> switch (asked.text().length() % 4) {
            case 0 -> new BatchAnswer.Refused(400, "bad prompt");
            case 1 -> new BatchAnswer.Failed(500, "out of memory");
            case 2 -> ScriptedModels.json("garbage");
            default -> ScriptedModels.json(Pictures.reply(1));
        });
        var served = new ArrayList<Long>();
        for (int round = 0; round < 4; round++) {
            gateway.info();
            served.addAll(round(250));
        }

        assertThat(served.size()).isBetween(1, 999);
        var fees = served.stream().map(PRICE::times).reduce(Credit.ZERO, Credit::plus);
        assertThat(setup.payments.fees).hasSize(served.size());
        assertThat(setup.payments.fees.stream().reduce(Credit.ZERO, Credit::plus))
                .isEqualTo(fees);
        assertThat(models.inUse()).isZero();
        var paid = setup.payments.kept.stream().map(Acceptance::credited).reduce(Credit.ZERO, Credit::plus);
        assertThatFreeIs(paid.minus(fees));
    }

    /** At once, every second one counted as ours; the units of those that were served. */
    private List<Long> round(int requests) throws Exception {
        var answers = new ArrayList<Future<Long>>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < requests; number++) {
                boolean own = number % 2 == 0;
                var papers = own ? BatchGateway.own(gateway.papers(1)) : gateway.papers(1);
                var request = REQUEST.replace("a cat", "c".repeat(1 + number / 2));
                answers.add(senders.submit(() -> {
                    try (var answer = gateway.ask(papers, request)) {
                        answer.readAll();
                        return answer.status() == 200 ? (own ? MADE : ASKED) : 0L;
                    }
                }));
            }
        }
        var served = new ArrayList<Long>();
        for (var answer : answers) {
            if (answer.get() > 0) {
                served.add(answer.get());
            }
        }
        return served;
    }

    /** Nothing is set aside any more. */
    private void assertThatFreeIs(Credit free) {
        var account = new BatchAccount(DRAWING, MODEL);
        long most = free.floorOf(PRICE.perUnit());
        assertThat(setup.billing.cover(setup.gateway.address(), account, most + 1))
                .isInstanceOf(Billing.Covering.Refused.class);
        assertThat(setup.billing.cover(setup.gateway.address(), account, most))
                .isInstanceOf(Billing.Covering.Covered.class);
    }
}
