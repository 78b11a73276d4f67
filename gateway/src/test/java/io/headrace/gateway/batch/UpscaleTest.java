package io.headrace.gateway.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.BatchStage;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import io.headrace.journal.JobRecovery;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpHandler;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredentialCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request of a pipeline that takes a file, from client to orchestrator and back. */
class UpscaleTest {

    private static final String MODEL = BuiltInPipelines.UPSCALE.defaultModel();
    private static final byte[] RESULT = BatchStage.png(32, 32);

    @TempDir
    private Path folder;

    private final List<BatchStage> opened = new ArrayList<>();

    private BatchStage stage(boolean paying, int count) throws IOException {
        opened.add(BatchStage.of(folder, paying, count).offering(Capability.UPSCALE, MODEL));
        return stage();
    }

    private BatchStage stage() {
        return opened.getLast();
    }

    @AfterEach
    void close() {
        opened.forEach(BatchStage::close);
    }

    /** Answers with one picture, at its own place. */
    private static HttpHandler enlarges() {
        return exchange -> {
            if (exchange.method().equals("GET")) {
                exchange.answer(200, Headers.contentType("image/png"), ByteBuffer.wrap(RESULT));
            } else {
                exchange.answer(
                        200,
                        Headers.contentType("application/json").with("X-Model-Kind", "classic"),
                        ByteBuffer.wrap("{\"images\":[{\"url\":\"/stream/1/0.png\",\"seed\":7,\"nsfw\":false}]}"
                                .getBytes(UTF_8)));
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private BatchStage.Reply upscale(String query) throws Exception {
        return stage().postForm("/upscale" + query, "image", BatchStage.png(8, 8), "prompt", "sharp");
    }

    private static String url(BatchStage.Reply reply) {
        return reply.text().replaceAll("(?s).*\"url\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void servesTheResultItself() throws Exception {
        stage(true, 1).runner(0).answers(enlarges());

        var reply = upscale("");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().first("X-Model-Kind")).contains("classic");
        assertThat(reply.headers().first("X-Headrace-Job").orElseThrow()).matches("[0-9a-f]{32}");
        assertThat(url(reply)).matches("/stream/[0-9a-f]{32}/0\\.png");
        var file = stage().get(url(reply), Headers.NONE);
        assertThat(file.body()).isEqualTo(RESULT);
        assertThat(file.headers().first("Access-Control-Allow-Origin")).contains("*");
        var part = stage().get(url(reply), Headers.of("Range", "bytes=1-3"));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("PNG");
    }

    @Test
    void asksAsTheNetworkDoesAndPaysUnderTheModelsAccount() throws Exception {
        stage(true, 1).runner(0).answers(enlarges());

        upscale("");

        var asked = stage().runner(0).asked().getFirst();
        assertThat(asked.path()).isEqualTo("/upscale");
        assertThat(asked.headers().first("Authorization")).contains("Livepeer-AI-Worker-1.0");
        assertThat(asked.headers().first("Headrace-Counting")).contains("own");
        assertThat(asked.headers().first(PaymentCodec.HEADER).orElseThrow()).isNotEmpty();
        assertThat(asked.headers().first(SegmentCredentialCodec.HEADER).orElseThrow())
                .satisfies(text -> assertThat(new String(Base64.getDecoder().decode(text), ISO_8859_1))
                        .contains("30_" + MODEL));
        assertThat(asked.text()).contains("name=\"model_id\"\r\n\r\n" + MODEL).contains("sharp");
    }

    @Test
    void keepsTheAgreementFromRequestToRequest() throws Exception {
        stage(true, 1).runner(0).answers(enlarges());
        upscale("");
        int infos = stage().runner(0).infos();

        for (int i = 0; i < 5; i++) {
            assertThat(upscale("").status()).isEqualTo(200);
        }

        assertThat(stage().runner(0).infos()).isEqualTo(infos);
        assertThat(stage().journal.facts(Fact.FeeSettled.class)).hasSize(6);
        assertThat(stage().journal.facts(Fact.TicketsSent.class)).hasSizeLessThan(6);
    }

    @Test
    void asksOnceForAllWhoseOfferExpires() throws Exception {
        var payer = stage(true, 1).payer;
        var runner = stage().runner(0).answers(enlarges());
        upscale("");
        int infos = runner.infos();
        payer.block(1_000);
        runner.offersUntil(2_000);

        var replies = new ArrayList<Future<BatchStage.Reply>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                replies.add(clients.submit(() -> upscale("")));
            }
        }

        for (var reply : replies) {
            assertThat(reply.get().status()).isEqualTo(200);
        }
        assertThat(runner.infos()).isEqualTo(infos + 1);
    }

    @Test
    void paysOwnPeersForWhatWasMade() throws Exception {
        stage(true, 1).runner(0).answers(enlarges()).asks(Price.of(3, 1));

        upscale("");

        assertThat(stage().journal.facts(Fact.FeeSettled.class))
                .extracting(fact -> fact.fee().toString())
                .containsExactly(Long.toString(3 * 32 * 32));
    }

    @Test
    void paysExistingPeersForWhatTheyCount() throws Exception {
        stage(true, 1).runner(0).answers(enlarges()).foreign();

        upscale("");

        assertThat(stage().journal.facts(Fact.FeeSettled.class))
                .extracting(fact -> fact.fee().toString())
                .containsExactly("64");
    }

    @Test
    void tellsTheClientTheRunnersOwnSentenceAndAsksNobodyElse() throws Exception {
        stage(true, 2);
        stage().runner(0).refuses(500, "upscale container returned 422: prompt is rude");
        stage().runner(1).refuses(500, "upscale container returned 422: prompt is rude");

        var reply = upscale("");
        var again = upscale("");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("\"message\":\"prompt is rude\"").contains("\"detail\":[");
        assertThat(again.status()).isEqualTo(422);
        assertThat(stage().runner(0).asked().size() + stage().runner(1).asked().size())
                .isEqualTo(2);
    }

    @Test
    void endsWithOneErrorWhenTwoRunnersFailInTheSameWay() throws Exception {
        stage(true, 3);
        for (int i = 0; i < 3; i++) {
            stage().runner(i).refuses(500, "upscale container returned 500: CUDA out of memory");
        }

        var reply = upscale("");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.text()).contains("CUDA out of memory");
        int asked = 0;
        for (int i = 0; i < 3; i++) {
            asked += stage().runner(i).asked().size();
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void passesOverWhoIsFullAndAsksAgainWithinTheWait() throws Exception {
        stage(true, 1);
        var tries = new AtomicInteger();
        stage().runner(0).answers(exchange -> {
            if (exchange.method().equals("POST") && tries.incrementAndGet() < 3) {
                exchange.refuse(503, "insufficient capacity");
            } else {
                enlarges().handle(exchange);
            }
        });

        assertThat(upscale("?wait=10").status()).isEqualTo(200);
        assertThat(tries).hasValue(3);
    }

    @Test
    void asksEverybodyOnceWithoutAWaitAndSaysWhatEachSaid() throws Exception {
        stage(true, 2);
        stage().runner(0).refuses(503, "insufficient capacity");
        stage().runner(1).refuses(503, "insufficient capacity");

        var reply = upscale("?wait=0");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().first("Retry-After")).contains("5");
        assertThat(reply.text())
                .contains(stage().runner(0).service().toString())
                .contains(stage().runner(1).service().toString())
                .contains("insufficient capacity");
        assertThat(stage().runner(0).asked()).hasSize(1);
        assertThat(stage().runner(1).asked()).hasSize(1);
    }

    @Test
    void neverAsksAgainWhoServesThePipelineToNobody() throws Exception {
        stage(true, 2);
        stage().runner(0).refuses(410, "gone");
        stage().runner(1).answers(enlarges());

        for (int i = 0; i < 4; i++) {
            assertThat(upscale("").status()).isEqualTo(200);
        }

        assertThat(stage().runner(0).asked().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void prefersWhoHasTheModelReady() throws Exception {
        stage(true, 2);
        stage().runner(0)
                .with(Capability.UPSCALE, MODEL, new ModelConstraint(false, 1, "", 0))
                .answers(enlarges());
        stage().runner(1).answers(enlarges()).asks(Price.of(50, 1));

        upscale("");

        assertThat(stage().runner(0).asked()).isEmpty();
        assertThat(stage().runner(1).asked()).hasSize(1);
    }

    @Test
    void saysByHowMuchEverybodyIsTooDear() throws Exception {
        stage(true, 1).runner(0).asks(Price.of(12, 1)).answers(enlarges());

        var reply = upscale("?maxPrice=10");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).contains("by 20.0 %");
        assertThat(stage().runner(0).asked()).isEmpty();
    }

    @Test
    void saysAtOnceWhenNobodyOffersTheModel() throws Exception {
        stage(true, 1).runner(0).answers(enlarges());

        var reply = stage().postForm(
                        "/upscale", "image", BatchStage.png(8, 8), "prompt", "sharp", "model_id", "nobody/has-it");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text())
                .contains("No orchestrator of the network offers")
                .contains("GET /pipelines");
    }

    @Test
    void makesAnotherPaymentWhenOneIsRefused() throws Exception {
        stage(true, 1);
        var tries = new AtomicInteger();
        stage().runner(0).answers(exchange -> {
            if (exchange.method().equals("POST") && tries.incrementAndGet() == 1) {
                exchange.refuse(400, "Insufficient balance");
            } else {
                enlarges().handle(exchange);
            }
        });

        assertThat(upscale("").status()).isEqualTo(200);
        assertThat(tries).hasValue(2);
    }

    @Test
    void refusesResultsThatLeadIntoOurOwnNetwork() throws Exception {
        stage(true, 1)
                .runner(0)
                .answersJson("{\"images\":[{\"url\":\"http://127.0.0.1:1/secret\",\"seed\":7,\"nsfw\":false}]}");

        var reply = upscale("?wait=0");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.text()).contains("neither its own place");
    }

    /** What it told while it was at work keeps nobody away who comes afterwards and has no other choice. */
    @Test
    void asksAgainWhoHadNoRoomOnceItsWorkIsDone() throws Exception {
        var runner = stage(true, 1).runner(0);
        var begun = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        runner.answers(exchange -> {
            if (exchange.method().equals("POST") && begun.getCount() == 0) {
                exchange.refuse(503, "insufficient capacity");
                return;
            }
            begun.countDown();
            await(mayAnswer);
            enlarges().handle(exchange);
        });
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = clients.submit(() -> upscale("?wait=0"));
            try {
                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                runner.with(Capability.UPSCALE, MODEL, new ModelConstraint(true, 0, "", 1));
                assertThat(upscale("?wait=0").text()).contains("insufficient capacity");
                assertThat(upscale("?wait=0").text()).contains("1 of 1 places taken");
                runner.answers(enlarges());
            } finally {
                mayAnswer.countDown();
            }
            assertThat(first.get().status()).isEqualTo(200);
        }
        runner.with(Capability.UPSCALE, MODEL, new ModelConstraint(true, 1, "", 0));

        assertThat(upscale("?wait=0").status()).isEqualTo(200);
    }

    /** A name that led outside when it was looked at, and inside when the file was fetched. */
    @Test
    void refusesResultsWhoseNameTurnsIntoOurOwnNetwork() throws Exception {
        try (var inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            stage(true, 1)
                    .runner(0)
                    .answersJson("{\"images\":[{\"url\":\"http://" + BatchStage.TURNING + ":" + inside.getLocalPort()
                            + "/secret\",\"seed\":7,\"nsfw\":false}]}");

            var reply = upscale("?wait=0");

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.text()).contains("where this call may not go");
        }
    }

    @Test
    void looksAtTheRequestBeforeAnybodyIsAsked() throws Exception {
        stage(true, 1).runner(0).answers(enlarges());

        assertThat(stage().postForm("/upscale", "image", BatchStage.png(60_000, 60_000), "prompt", "p"))
                .satisfies(reply -> {
                    assertThat(reply.status()).isEqualTo(413);
                    assertThat(reply.text()).contains("60000x60000").contains("16777216");
                });
        assertThat(stage().postForm("/upscale", "image", new byte[0], "prompt", "p")
                        .status())
                .isEqualTo(400);
        assertThat(stage().postForm("/upscale", "image", "text".getBytes(UTF_8), "prompt", "p")
                        .status())
                .isEqualTo(415);
        assertThat(stage().postForm("/upscale", "other", BatchStage.png(8, 8), "prompt", "p")
                        .status())
                .isEqualTo(400);
        assertThat(stage().postForm(
                                "/upscale", "image", BatchStage.png(8, 8), "prompt", "p", "num_inference_steps", "501")
                        .text())
                .contains("num_inference_steps is 501; at most 500");
        assertThat(stage().postJson("/upscale", "{}").status()).isEqualTo(415);
        assertThat(stage().get("/upscale", Headers.NONE).status()).isEqualTo(405);
        assertThat(stage().runner(0).asked()).isEmpty();
    }

    @Test
    void listsWhatIsOnOffer() throws Exception {
        stage(true, 1);

        var reply = stage().get("/pipelines", Headers.NONE);

        assertThat(reply.text())
                .contains("\"pipeline\":\"upscale\",\"model\":\"" + MODEL + "\"")
                .contains("\"interaction\":\"request_response\",\"unit\":\"pixel\"")
                .contains("\"uri\":\"" + stage().runner(0).service() + "\"")
                .contains("\"warm\":true,\"capacity\":1,\"inUse\":0");
    }

    @Test
    void worksOffChainToo() throws Exception {
        stage(false, 1).runner(0).answers(enlarges());

        assertThat(upscale("").status()).isEqualTo(200);
        assertThat(stage().journal.facts(Fact.TicketsSent.class)).isEmpty();
    }

    @Test
    void aRequestWhoseClientIsGoneEndsAfterARestart() throws Exception {
        stage(true, 1);
        var never = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        stage().runner(0).answers(_ -> {
            asked.countDown();
            try {
                var _ = never.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        var client = Thread.startVirtualThread(() -> {
            try {
                upscale("");
            } catch (Exception left) {
                // The gateway ends before it answers.
            }
        });
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        var id = stage().journal.jobs().getFirst();

        var after = stage().restarted();
        try {
            var state = JobRecovery.restore(after.journal.read(id)).orElseThrow();
            after.side().giveUp(id, "upscale", state);
            var view = after.side().job(id).orElseThrow();
            assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
            assertThat(view.failure()).contains(Reason.CLIENT_GONE);
            assertThat(after.journal.facts(Fact.TicketsSent.class)).hasSize(1);
        } finally {
            never.countDown();
            client.interrupt();
            after.close();
        }
    }
}
