package io.headrace.gateway.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.BatchStage;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.order.OrderFile;
import io.headrace.job.JobId;
import io.headrace.journal.JobRecovery;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capability;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests for whose answers nobody waits. */
class LaterJobsTest {

    private static final String TEXT = "{\"text\":\"a cat\"}";
    private static final Headers ASYNC =
            Headers.contentType("multipart/form-data; boundary=b0undary").with("Prefer", "respond-async");

    @TempDir
    private Path folder;

    private BatchStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = BatchStage.of(folder, true, 1)
                .offering(Capability.IMAGE_TO_TEXT, BuiltInPipelines.IMAGE_TO_TEXT.defaultModel());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static byte[] form() {
        var head = "--b0undary\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n";
        return (head + new String(BatchStage.png(8, 8), ISO_8859_1) + "\r\n--b0undary--\r\n").getBytes(ISO_8859_1);
    }

    private BatchStage.Reply ask(Headers headers) throws Exception {
        return stage.send("POST", "/image-to-text", headers, form());
    }

    private static String id(BatchStage.Reply reply) {
        return reply.headers().first("Location").orElseThrow().replace("/jobs/", "");
    }

    private void awaitEnd(String id) throws InterruptedException {
        var view = stage.side().job(new JobId(id)).orElseThrow();
        assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
    }

    private BatchStage.Reply result(String id) throws Exception {
        return stage.get("/jobs/" + id + "/result", Headers.NONE);
    }

    @Test
    void acceptsAtOnceAndKeepsTheResult() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        stage.runner(0).answers(exchange -> {
            await(mayAnswer);
            exchange.answer(200, "application/json", TEXT);
        });

        var accepted = ask(ASYNC);
        var id = id(accepted);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text()).contains("\"request_id\":\"" + id + "\"");
        assertThat(result(id).status()).isEqualTo(202);
        mayAnswer.countDown();
        awaitEnd(id);
        assertThat(result(id).status()).isEqualTo(200);
        assertThat(result(id).text()).contains("a cat");
        assertThat(stage.get("/jobs/" + id + "/events", Headers.NONE).text()).contains("\"state\":\"Completed\"");
        assertThat(result("0".repeat(32)).status()).isEqualTo(404);
    }

    /** Nobody is to take a method's or a demonstration's work for a trained model's, also when it is fetched later. */
    @Test
    void saysWhatComputedItWheneverItIsFetched() throws Exception {
        stage.runner(0)
                .answers(exchange -> exchange.answer(
                        200,
                        Headers.contentType("application/json").with("X-Model-Kind", "classic"),
                        ByteBuffer.wrap(TEXT.getBytes(UTF_8))));
        var id = id(ask(ASYNC));
        awaitEnd(id);

        assertThat(result(id).headers().first("X-Model-Kind")).contains("classic");
        stage = stage.restarted();
        assertThat(result(id).headers().first("X-Model-Kind")).contains("classic");
    }

    @Test
    void tellsWhoseFaultItWasAsAnAnswerWouldHave() throws Exception {
        stage.runner(0).refuses(500, "image-to-text container returned 422: no picture of mine");

        var id = id(ask(ASYNC));
        awaitEnd(id);

        assertThat(result(id).status()).isEqualTo(422);
        assertThat(result(id).text()).contains("no picture of mine");
    }

    @Test
    void knowsARequestThatIsRepeated() throws Exception {
        stage.runner(0).answersJson(TEXT);

        var first = id(ask(ASYNC.with("Idempotency-Key", "k1")));
        awaitEnd(first);
        var second = id(ask(ASYNC.with("Idempotency-Key", "k1")));
        stage = stage.restarted();
        var third = id(ask(ASYNC.with("Idempotency-Key", "k1")));

        assertThat(second).isEqualTo(first);
        assertThat(third).isEqualTo(first);
        assertThat(stage.runner(0).asked()).hasSize(1);
    }

    @Test
    void letsGoOfAResultWhenItsTimeIsOver() throws Exception {
        stage.runner(0).answersJson(TEXT);
        var id = id(ask(ASYNC.with("Idempotency-Key", "k1")));
        awaitEnd(id);

        stage.side().sweep();
        assertThat(result(id).status()).isEqualTo(200);
        stage.pass(Duration.ofDays(30));
        stage.side().sweep();

        assertThat(result(id).status()).isEqualTo(404);
        assertThat(folder.resolve("jobs").resolve(id)).doesNotExist();
        assertThat(id(ask(ASYNC.with("Idempotency-Key", "k1")))).isNotEqualTo(id);
    }

    /** A disk that was full, or a crash, leaves what was being written. */
    @Test
    void letsGoOfWhatWasHalfWrittenTooAndOfAllOthers() throws Exception {
        stage.runner(0).answersJson(TEXT);
        var ids = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var id = id(ask(ASYNC));
            awaitEnd(id);
            Files.writeString(folder.resolve("jobs").resolve(id).resolve("told.part"), "");
            ids.add(id);
        }

        stage.pass(Duration.ofDays(30));
        stage.side().sweep();

        assertThat(ids)
                .allSatisfy(id -> assertThat(folder.resolve("jobs").resolve(id)).doesNotExist());
    }

    /** What cannot be written is not promised, takes no room on the disk that is full, and may be asked for again. */
    @Test
    void leavesNothingOfARequestThatItCannotKeep() throws Exception {
        stage.runner(0).answersJson(TEXT);
        var id = idOfTheFirst();
        var inTheWay = folder.resolve("jobs").resolve(id).resolve("order.json.part");
        Files.createDirectories(inTheWay);

        var refused = ask(ASYNC.with("Idempotency-Key", "k1"));
        Files.deleteIfExists(inTheWay);

        assertThat(refused.status()).isEqualTo(500);
        assertThat(folder.resolve("jobs").resolve(id).resolve("upload")).doesNotExist();
        assertThat(result(id).status()).as("no job of that id").isEqualTo(404);
        var again = id(ask(ASYNC.with("Idempotency-Key", "k1")));
        assertThat(again).isNotEqualTo(id);
        awaitEnd(again);
        assertThat(result(again).text()).contains("a cat");
    }

    /** Of a gateway that begins as this one did: ids are drawn by the stage's chance. */
    private String idOfTheFirst() throws Exception {
        try (var other = BatchStage.of(folder.resolve("other"), true, 1)
                .offering(Capability.IMAGE_TO_TEXT, BuiltInPipelines.IMAGE_TO_TEXT.defaultModel())) {
            other.runner(0).answersJson(TEXT);
            var id = id(other.send("POST", "/image-to-text", ASYNC, form()));
            assertThat(other.side().job(new JobId(id)).orElseThrow().awaitEnd(20, TimeUnit.SECONDS))
                    .isTrue();
            return id;
        }
    }

    @Test
    void resultsOutliveARestartAndWhatRanIsDispatchedOnceMore() throws Exception {
        stage.runner(0).answersJson(TEXT);
        var done = id(ask(ASYNC));
        awaitEnd(done);
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        stage.runner(0).answers(_ -> {
            asked.countDown();
            await(never);
        });
        var running = id(ask(ASYNC));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        var before = stage;
        stage = before.restarted();
        never.countDown();
        stage.runner(0).answersJson(TEXT);
        resume(running);
        awaitEnd(running);

        assertThat(result(done).text()).contains("a cat");
        assertThat(result(running).text()).contains("a cat");
        assertThat(stage.runner(0).asked()).hasSize(3);
    }

    private void resume(String id) {
        var state = JobRecovery.restore(stage.journal.read(new JobId(id))).orElseThrow();
        var order = OrderFile.read(folder.resolve("jobs").resolve(id)).orElseThrow();
        stage.side().resume((BatchJobOrder) order, state);
    }

    @Test
    void tellsTheWebhookAgainAndAgainWithTheSameId() throws Exception {
        stage.runner(0).answersJson(TEXT);
        BlockingQueue<String[]> told = new LinkedBlockingQueue<>();
        var tries = new AtomicInteger();
        try (var hook = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), exchange -> {
            var body = new String(exchange.body().readAll(1 << 20), UTF_8);
            told.add(new String[] {
                exchange.headers().first("webhook-id").orElse(""),
                exchange.headers().first("webhook-timestamp").orElse(""),
                exchange.headers().first("webhook-signature").orElse(""),
                body
            });
            exchange.answer(tries.incrementAndGet() == 1 ? 500 : 204);
        })) {
            var id = id(ask(ASYNC.with("Webhook-Url", "http://127.0.0.1:" + hook.port() + "/done")));

            var first = Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElseThrow();
            var second = Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElseThrow();

            assertThat(first[0]).startsWith("evt_").isEqualTo(second[0]);
            assertThat(second[3])
                    .contains("\"type\":\"job.completed\"")
                    .contains(id)
                    .contains("a cat");
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("whsec".getBytes(UTF_8), "HmacSHA256"));
            var signed = mac.doFinal((second[0] + "." + second[1] + "." + second[3]).getBytes(UTF_8));
            assertThat(second[2]).isEqualTo("v1," + Base64.getEncoder().encodeToString(signed));
        }
    }

    @Test
    void refusesWebhooksIntoPrivateNetworks() throws Exception {
        var reply = ask(ASYNC.with("Webhook-Url", "http://10.0.0.1/done"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("no host of the public internet");
        assertThat(ask(ASYNC.with("Webhook-Url", "file:///etc/passwd")).status())
                .isEqualTo(400);
        assertThat(stage.runner(0).asked()).isEmpty();
    }

    @Test
    void keepsTheNetworksOwnWayOfAskingForClips() throws Exception {
        stage.runner(0).answersJson(TEXT);
        var id = id(ask(ASYNC));
        awaitEnd(id);

        assertThat(stage.postJson("/image-to-video/result", "{\"request_id\":\"" + id + "\"}")
                        .text())
                .contains("\"status\":\"complete\"");
        assertThat(stage.postJson("/image-to-video/result", "{\"request_id\":\"nobody\"}"))
                .satisfies(reply -> {
                    assertThat(reply.status()).isEqualTo(400);
                    assertThat(reply.text()).contains("invalid request ID");
                });
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("The test forgot this orchestrator");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
