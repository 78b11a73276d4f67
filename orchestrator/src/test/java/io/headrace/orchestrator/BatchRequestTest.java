package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.media.MediaBytes;
import io.headrace.orchestrator.batch.BatchConfig;
import io.headrace.orchestrator.batch.BatchLimits;
import io.headrace.orchestrator.batch.BatchTimes;
import io.headrace.orchestrator.batch.BatchWork;
import io.headrace.orchestrator.batch.Pictures;
import io.headrace.orchestrator.batch.ScriptedModels;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.results.ResultLimits;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.batch.result.BatchResult;
import io.headrace.wire.batch.result.ResultFile;
import io.headrace.wire.batch.result.ResultWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to models, over real HTTP and without money: what is taken, what is refused, and what becomes of answers. */
class BatchRequestTest {

    private static final Pipeline DRAWING = BuiltInPipelines.TEXT_TO_IMAGE;
    private static final Pipeline UPSCALING = BuiltInPipelines.UPSCALE;
    private static final String MODEL = "maker/model";
    private static final BatchLimits SMALL = new BatchLimits(4, 1 << 24, 4_096, 100_000, 1 << 20, 1_000_000);

    private final ScriptedModels models = new ScriptedModels(2)
            .with(DRAWING, MODEL)
            .with(DRAWING, DRAWING.defaultModel())
            .with(UPSCALING, MODEL);
    private LocalOrchestrator orchestrator;
    private BatchGateway drawing;
    private BatchGateway upscaling;

    @BeforeEach
    void start() throws Exception {
        start(BatchConfig.DEFAULT.with(SMALL));
    }

    private void start(BatchConfig config) throws Exception {
        orchestrator = LocalOrchestrator.batch(BatchWork.of(models), new FreeOfCharge(), all -> all.with(config));
        drawing = new BatchGateway(orchestrator, Optional.empty(), DRAWING, MODEL);
        upscaling = new BatchGateway(orchestrator, Optional.empty(), UPSCALING, MODEL);
        models.answering(_ -> ScriptedModels.json(Pictures.reply(2)));
    }

    @AfterEach
    void stop() {
        orchestrator.close();
    }

    private void startAgain(BatchConfig config) throws Exception {
        stop();
        start(config);
    }

    private static String prompt(String more) {
        return "{\"prompt\":\"a cat\",\"model_id\":\"" + MODEL + "\"" + more + "}";
    }

    @Test
    void answersEachFileUnderAnAddressOfItsOwn() throws Exception {
        var answer = drawing.ask(drawing.papers(0), prompt(""));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Content-Type")).contains("application/json");
        assertThat(answer.headers().first("X-Model-Kind")).contains("test");
        var urls = BatchReplyCodec.decode(DRAWING, TestGateway.text(answer)).urls();
        assertThat(urls)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(url -> url.matches(
                        orchestrator.orchestrator.serviceUri() + "/stream/[0-9a-f]{32}/[0-9a-f]{32}\\.png"));
        for (int number = 0; number < 2; number++) {
            var file = new TestGateway(orchestrator).get(urls.get(number));
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.headers().first("Content-Type")).contains("image/png");
            assertThat(file.readAll()).isEqualTo(Pictures.png(64, 64, number));
        }
        assertThat(new TestGateway(orchestrator).get(urls.getFirst() + "x").status())
                .isEqualTo(404);
    }

    @Test
    void asksTheRunnerAsItWasAskedWithTheModelWrittenOut() throws Exception {
        drawing.ask(drawing.papers(0), "{\"prompt\":\"a cat\",\"extra\":{\"b\":1},\"model_id\":\"\"}");

        var asked = models.asked.getFirst();
        assertThat(asked.skill().model()).isEqualTo(DRAWING.defaultModel());
        assertThat(asked.call().contentType()).isEqualTo("application/json");
        assertThat(asked.text())
                .isEqualTo("{\"extra\":{\"b\":1},\"height\":512,\"model_id\":\"" + DRAWING.defaultModel()
                        + "\",\"num_images_per_prompt\":1,\"prompt\":\"a cat\",\"width\":512}");
    }

    @Test
    void asksForTheDefaultModelWhereNoneIsNamed() throws Exception {
        assertThat(drawing.ask(drawing.papers(0), "{\"prompt\":\"a cat\"}").status())
                .isEqualTo(200);

        assertThat(models.asked.getFirst().skill().model()).isEqualTo(DRAWING.defaultModel());
    }

    @Test
    void passesFormsOnByteForByte() throws Exception {
        var picture = Pictures.png(40, 30);

        var answer = upscaling.ask(
                upscaling.papers(0), "image", picture, Map.of("model_id", MODEL, "prompt", "größer", "seed", "7"));

        assertThat(answer.status()).isEqualTo(200);
        var asked = models.asked.getFirst();
        assertThat(asked.call().contentType()).startsWith("multipart/form-data; boundary=");
        assertThat(asked.call().requestBytes()).isEqualTo(asked.body().length());
        assertThat(asked.text()).contains("name=\"prompt\"\r\n\r\ngrößer\r\n").contains("name=\"seed\"\r\n\r\n7\r\n");
        assertThat(ISO_8859_1.decode(asked.body().asByteBuffer()).toString()).contains(new String(picture, ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"prompt\":7}",
                "{\"prompt\":\"\"}",
                "{\"prompt\":\"a\",\"width\":\"wide\"}",
                "{\"prompt\":\"a\",\"width\":-1}"
            })
    void refusesWhatMakesNoSense(String json) throws Exception {
        var answer = drawing.ask(drawing.papers(0), json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).isNotBlank().endsWith("\n");
        assertThat(models.asked).isEmpty();
    }

    @Test
    void refusesFormsWithoutAPictureThatCanBeCounted() throws Exception {
        var fields = Map.of("model_id", MODEL, "prompt", "p");

        assertThat(upscaling
                        .ask(upscaling.papers(0), "image", new byte[0], fields)
                        .status())
                .isEqualTo(400);
        assertThat(upscaling
                        .ask(upscaling.papers(0), "image", "no picture".getBytes(UTF_8), fields)
                        .status())
                .isEqualTo(400);
        assertThat(upscaling
                        .ask(upscaling.papers(0), "other", Pictures.png(4, 4), fields)
                        .status())
                .isEqualTo(400);
        assertThat(upscaling.ask(upscaling.papers(0), "{\"prompt\":\"p\"}").status())
                .isEqualTo(400);
        assertThat(upscaling
                        .send(
                                upscaling
                                        .papers(0)
                                        .with("Content-Type", "multipart/form-data; boundary=" + BatchGateway.BOUNDARY),
                                "--garbage".getBytes(UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(models.asked).isEmpty();
    }

    @Test
    void refusesUploadsAndDocumentsOverTheirLimits() throws Exception {
        var fields = Map.of("model_id", MODEL, "prompt", "p");

        assertThat(upscaling
                        .ask(upscaling.papers(0), "image", new byte[100_001], fields)
                        .status())
                .isEqualTo(413);
        assertThat(upscaling
                        .ask(upscaling.papers(0), "image", Pictures.png(4, 4), Map.of("prompt", "p".repeat(5_000)))
                        .status())
                .isEqualTo(413);
        assertThat(drawing.ask(drawing.papers(0), prompt(",\"x\":\"" + "x".repeat(5_000) + "\""))
                        .status())
                .isEqualTo(413);
        assertThat(models.asked).isEmpty();
    }

    @Test
    void refusesPicturesThatWouldBurstBeforeAnybodyHasAPlace() throws Exception {
        var bomb = upscaling.ask(
                upscaling.papers(0), "image", Pictures.png(60_000, 60_000), Map.of("model_id", MODEL, "prompt", "p"));

        assertThat(bomb.status()).isEqualTo(413);
        assertThat(TestGateway.text(bomb)).contains("60000x60000").contains("1000000");
        assertThat(drawing.ask(drawing.papers(0), prompt(",\"width\":1000,\"height\":500,\"num_images_per_prompt\":3"))
                        .status())
                .isEqualTo(422);
        assertThat(orchestrator.facts).isEmpty();
    }

    @Test
    void saysWhenNobodyHasTheModel() throws Exception {
        var papers = drawing.papers(0);

        var other = drawing.ask(papers, "{\"prompt\":\"a\",\"model_id\":\"unknown/model\"}");
        assertThat(other.status()).isEqualTo(503);
        assertThat(other.headers().first("Retry-After")).contains("1");
        assertThat(TestGateway.text(other)).isEqualTo("insufficient capacity\n");

        models.without(DRAWING, MODEL);
        assertThat(drawing.ask(papers, prompt("")).status()).isEqualTo(503);
    }

    @Test
    void refusesAModelThatTheCredentialDoesNotAskFor() throws Exception {
        var foreign = new BatchGateway(orchestrator, Optional.empty(), DRAWING, "unknown/model");

        assertThat(foreign.ask(foreign.papers(0), prompt("")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"GET, 405", "PUT, 405", "DELETE, 405"})
    void answersOtherMethodsWithTheirStatus(String method, int status) throws Exception {
        for (var pipeline : BuiltInPipelines.BATCH) {
            var call = new HttpCall(
                    method,
                    orchestrator.uri("/" + pipeline.name()),
                    Headers.NONE,
                    HttpCall.Version.NEGOTIATED,
                    TestGateway.PATIENT);
            assertThat(orchestrator.http.send(call).status()).isEqualTo(status);
        }
    }

    @Test
    void passesOnWhatARunnerSaysOfTheClient() throws Exception {
        models.answering(_ -> new BatchAnswer.Refused(400, "prompt is too long"));

        var answer = drawing.ask(drawing.papers(0), prompt(""));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(TestGateway.text(answer)).isEqualTo("text-to-image container returned 400: prompt is too long\n");
        var failed = orchestrator.await(WorkFact.BatchFailed.class);
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.reason()).contains("prompt is too long");
    }

    @Test
    void passesOnAWorkersWordsOnce() throws Exception {
        models.answering(_ -> new BatchAnswer.Refused(422, "text-to-image container returned 422: no prompt"));

        assertThat(TestGateway.text(drawing.ask(drawing.papers(0), prompt(""))))
                .isEqualTo("text-to-image container returned 422: no prompt\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{\"images\":7}",
                "{\"images\":[{\"seed\":1}]}",
                "{\"images\":[{\"url\":\"http://elsewhere/a.png\"}]}",
                "{\"images\":[{\"url\":\"data:image/png;base64,%%%\"}]}"
            })
    void saysThatARunnersAnswerIsGarbage(String garbage) throws Exception {
        models.answering(_ -> ScriptedModels.json(garbage));

        var answer = drawing.ask(drawing.papers(0), prompt(""));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(TestGateway.text(answer))
                .contains("text-to-image cannot be used")
                .doesNotContain("returned 400");
        assertThat(models.inUse()).isZero();
    }

    @Test
    void refusesAnAnswerOverItsLimitAndOneOfAnotherKind() throws Exception {
        models.answering(_ -> ScriptedModels.json("{\"images\":[],\"x\":\"" + "x".repeat(1 << 20) + "\"}"));
        assertThat(drawing.ask(drawing.papers(0), prompt("")).status()).isEqualTo(500);

        models.answering(_ -> ScriptedModels.answered("text/html", "<p>".getBytes(UTF_8)));
        assertThat(drawing.ask(drawing.papers(0), prompt("")).status()).isEqualTo(500);

        models.answering(_ -> ScriptedModels.answered("text/event-stream", "data: {}\n\n".getBytes(UTF_8)));
        assertThat(drawing.ask(drawing.papers(0), prompt("")).status()).isEqualTo(500);
        assertThat(models.inUse()).isZero();
    }

    @Test
    void endsARunnerThatHangs() throws Exception {
        startAgain(BatchConfig.DEFAULT.with(new BatchTimes(
                Map.of(DRAWING.name(), Duration.ofMillis(50)),
                Duration.ofHours(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10))));
        models.answering(ScriptedModels::hang);

        var answer = drawing.ask(drawing.papers(0), prompt(""));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(models.inUse()).isZero();
    }

    @Test
    void refusesWhoFindsAllPlacesTaken() throws Exception {
        var working = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        models.answering(_ -> {
            working.countDown();
            go.await();
            return ScriptedModels.json(Pictures.reply(1));
        });
        var papers = drawing.papers(0);
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = others.submit(() -> drawing.ask(papers, prompt("")).status());
            var second = others.submit(() -> drawing.ask(papers, prompt("")).status());
            working.await();

            assertThat(drawing.ask(papers, prompt("")).status()).isEqualTo(503);

            go.countDown();
            assertThat(List.of(first.get(), second.get())).containsOnly(200);
        }
        assertThat(drawing.ask(papers, prompt("")).status()).isEqualTo(200);
    }

    @Test
    void takesFilesInPartsFromRemoteWorkers() throws Exception {
        var first = new ResultFile("a1.png", "image/png", MediaBytes.owning(Pictures.png(8, 8, 1)));
        var second = new ResultFile("b2.png", "image/png", MediaBytes.owning(Pictures.png(8, 8, 2)));
        var reply = "{\"images\":[{\"url\":\"b2.png\",\"seed\":2},{\"url\":\"a1.png\",\"seed\":1}]}";
        models.answering(_ -> parts(new BatchResult(List.of(first, second), reply)));

        var answer = drawing.ask(drawing.papers(0), prompt(""));

        var urls = BatchReplyCodec.decode(DRAWING, TestGateway.text(answer)).urls();
        assertThat(new TestGateway(orchestrator).get(urls.getFirst()).readAll()).isEqualTo(Pictures.png(8, 8, 2));
        assertThat(new TestGateway(orchestrator).get(urls.get(1)).readAll()).isEqualTo(Pictures.png(8, 8, 1));

        models.answering(_ -> parts(new BatchResult(List.of(first), reply)));
        assertThat(drawing.ask(drawing.papers(0), prompt("")).status()).isEqualTo(500);
    }

    private static BatchAnswer parts(BatchResult result) {
        try {
            var bytes = new ByteArrayOutputStream();
            var channel = Channels.newChannel(bytes);
            for (var piece : ResultWriter.body(result, "0a1b2c")) {
                channel.write(piece);
            }
            return ScriptedModels.answered("multipart/mixed; boundary=0a1b2c", bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void takesAFileAlone() throws Exception {
        models.answering(_ -> ScriptedModels.answered("image/png", Pictures.png(8, 8)));

        var answer = drawing.ask(drawing.papers(0), prompt(""));

        assertThat(BatchReplyCodec.decode(DRAWING, TestGateway.text(answer)).urls())
                .singleElement()
                .satisfies(url -> assertThat(url).endsWith(".png"));
    }

    @Test
    void writesFilesIntoTheAnswerForWhoKnowsNoAddressesAndWhereTheyFindNoRoom() throws Exception {
        var papers = drawing.papers(0);
        var old = new Headers(papers.all().stream()
                .filter(header -> !header.name().equals("Authorization"))
                .toList());
        assertThat(urls(old)).allMatch(DataUrl::isOne);

        startAgain(BatchConfig.DEFAULT.with(new ResultLimits(1, 1_000)));
        assertThat(urls(drawing.papers(0)))
                .satisfiesExactly(
                        first -> assertThat(DataUrl.isOne(first)).isFalse(),
                        second -> assertThat(DataUrl.isOne(second)).isTrue());
    }

    private List<String> urls(Headers papers) throws Exception {
        BatchReply reply = BatchReplyCodec.decode(DRAWING, TestGateway.text(drawing.ask(papers, prompt(""))));
        return reply.urls();
    }

    @Test
    void takesNoRequestWhileItDrains() throws Exception {
        var papers = drawing.papers(0);

        assertThat(orchestrator.orchestrator.drain(Duration.ofSeconds(1))).isTrue();

        assertThat(drawing.ask(papers, prompt("")).status()).isEqualTo(503);
    }

    @Test
    void describesWhatItHasToNodesOfOurs() throws Exception {
        var answer = new TestGateway(orchestrator)
                .get(orchestrator.uri("/capabilities").toString());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(TestGateway.text(answer))
                .startsWith("[{\"name\":\"text-to-image\",\"model\":\"maker/model\","
                        + "\"interaction\":\"request-response\",\"input\":[\"application/json\"],"
                        + "\"output\":[\"image/png\"],\"unit\":\"pixel\",\"price\":null,\"warm\":true,"
                        + "\"capacity\":2,\"inUse\":0,\"health\":\"ready\","
                        + "\"constraints\":{\"runnerVersion\":\"0.14.1\"}}")
                .contains("\"name\":\"upscale\"");
    }
}
