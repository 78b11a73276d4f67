package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.form.FormReader;
import io.headrace.transport.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runner of a batch pipeline answers, as the network's workers ask it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BatchContractTest {

    private static final String HELLO = "{\"text\":\"hello\"}";

    private final FakeModel model = new FakeModel();

    @AfterEach
    void letGo() {
        model.mayLoad.countDown();
        model.mayAnswer.countDown();
    }

    private BatchStage ready() throws Exception {
        model.mayLoad.countDown();
        model.mayAnswer.countDown();
        return BatchStage.ready(model);
    }

    @Test
    void tellsItsHealthFromLoadingToReady() throws Exception {
        model.mayAnswer.countDown();
        try (var stage = new BatchStage(model, "")) {
            assertThat(stage.get("/health").body().toString()).isEqualTo("{\"status\":\"LOADING\"}");
            var early = stage.post(HELLO);
            assertThat(early.status()).isEqualTo(503);
            assertThat(early.headers().first("Retry-After")).contains("1");

            model.mayLoad.countDown();
            stage.awaitHealth("OK"::equals);

            assertThat(stage.post(HELLO).status()).isEqualTo(200);
        }
    }

    @Test
    void isInErrorWhenItsModelCannotBeLoaded() throws Exception {
        model.loadable = false;
        try (var stage = ready()) {
            assertThat(stage.get("/health").body().path("status").asString()).isEqualTo("ERROR");
            assertThat(stage.post(HELLO).status()).isEqualTo(500);
            assertThat(stage.post(HELLO).message()).contains("headrace/echo").contains("no weights");
        }
    }

    @Test
    void tellsWhatItIs() throws Exception {
        try (var stage = ready()) {
            assertThat(stage.get("/version").body().toString())
                    .isEqualTo("{\"pipeline\":\"echo\",\"model_id\":\"headrace/echo\",\"version\":\"1.2\"}");
            assertThat(stage.get("/hardware/info").body().path("gpu_info").isObject())
                    .isTrue();
            assertThat(stage.get("/hardware/stats").body().path("gpu_stats").isObject())
                    .isTrue();
            assertThat(stage.get("/health/").status()).isEqualTo(200);
        }
    }

    @Test
    void answersJsonAndMultipartAlikeAndSaysWhatMadeIt() throws Exception {
        try (var stage = ready()) {
            for (var reply : List.of(
                    stage.post(HELLO),
                    stage.post(new Multipart().field("text", "hello")),
                    stage.post("/echo/", Headers.NONE, HELLO.getBytes(UTF_8)))) {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body().toString()).isEqualTo(HELLO);
                assertThat(reply.headers().first("Content-Type")).contains("application/json");
                assertThat(reply.headers().first("X-Model-Kind")).contains("demo");
                assertThat(reply.headers().first("X-Model-Id")).contains("headrace/echo");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"a\",\"model_id\":\"\"}              | 200 |",
                "{\"text\":\"a\",\"model_id\":\"headrace/echo\"} | 200 |",
                "{\"text\":\"a\",\"model_id\":\"other\"} | 400 | pipeline configured with headrace/echo but called with other.",
                "{\"text\":\"a\",\"model\":\"other\"}    | 400 | pipeline configured with headrace/echo but called with other.",
                "{}                     | 422 | text is missing.",
                "{\"text\":\"fail\"}    | 500 | The model failed: it broke",
                "nonsense               | 400 | The body is no JSON"
            })
    void answersWithTheStatusOfTheContract(String body, int status, String message) throws Exception {
        try (var stage = ready()) {
            var reply = stage.post(body);

            assertThat(reply.status()).isEqualTo(status);
            if (message != null) {
                assertThat(reply.message()).startsWith(message);
            }
        }
    }

    @Test
    void refusesBodiesOfAHundredMegabytesAndOfOtherKinds() throws Exception {
        try (var stage = ready()) {
            var large = stage.post(stage.path(), Headers.NONE, new byte[100 << 20]);
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.message()).isEqualTo("The body has more than " + FormReader.MAX_BYTES + " bytes.");

            assertThat(stage.post(stage.path(), Headers.contentType("image/png"), new byte[] {1})
                            .status())
                    .isEqualTo(415);
            assertThat(stage.post(stage.path(), Headers.NONE, new byte[0]).status())
                    .isEqualTo(422);
        }
    }

    @Test
    void tellsHowFarARequestIsToWhoKnowsItsName() throws Exception {
        model.mayLoad.countDown();
        try (var stage = BatchStage.ready(model);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var named = Headers.contentType("application/json").with("Headrace-Progress", "n4me");
            var answer = threads.submit(() -> stage.post(stage.path(), named, HELLO.getBytes(UTF_8)));
            while (model.atWork.get() == 0) {
                LockSupport.parkNanos(1_000_000);
            }

            assertThat(stage.get("/progress/n4me").body().toString()).isEqualTo("{\"done\":1,\"whole\":4}");
            assertThat(stage.get("/progress/another").status()).isEqualTo(404);

            model.mayAnswer.countDown();
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(stage.get("/progress/n4me").status()).isEqualTo(404);
        }
    }

    @Test
    void wantsItsToken() throws Exception {
        model.mayLoad.countDown();
        model.mayAnswer.countDown();
        try (var stage = new BatchStage(model, "secret")) {
            stage.awaitHealth("OK"::equals);

            var refused = stage.post(HELLO);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers().first("WWW-Authenticate")).contains("Bearer");
            assertThat(stage.post(stage.path(), Headers.of("Authorization", "Bearer secret"), HELLO.getBytes(UTF_8))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void computesOneRequestAtATimeAndTakesNoMoreThanItCanHold() throws Exception {
        model.mayLoad.countDown();
        try (var stage = BatchStage.ready(model);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<BatchStage.Reply>>();
            Callable<BatchStage.Reply> asking = () -> {
                var reply = stage.post(HELLO);
                while (reply.status() == 503) {
                    reply = stage.post(HELLO);
                }
                return reply;
            };
            for (int i = 0; i < BatchRoutes.ADMITTED; i++) {
                answers.add(clients.submit(asking));
            }
            while (stage.post("{\"text\":\"one more\",\"model_id\":\"probe\"}").status() != 503) {
                LockSupport.parkNanos(1_000_000);
            }

            model.mayAnswer.countDown();

            for (var answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            assertThat(model.mostAtWork).isEqualTo(1);
            assertThat(stage.post(HELLO).status()).isEqualTo(200);
        }
    }
}
