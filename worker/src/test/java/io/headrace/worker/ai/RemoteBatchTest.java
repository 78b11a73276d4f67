package io.headrace.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.machine.ThreadHost;
import io.headrace.media.FrameRate;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.Progress;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiTask;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.batch.result.ResultLimits;
import io.headrace.wire.batch.result.ResultReader;
import io.headrace.worker.remote.RemoteWorkerConfig;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker's requests, told over real connections. */
@Timeout(60)
class RemoteBatchTest {

    private static final BatchSkill UPSCALE = new BatchSkill(BuiltInPipelines.UPSCALE.name(), "x2");
    private static final BatchSkill LLM = new BatchSkill(BuiltInPipelines.LLM.name(), "small");
    private static final BatchSkill CLIP = new BatchSkill(BuiltInPipelines.IMAGE_TO_VIDEO.name(), "camera");
    private static final ModelConstraint ONE = new ModelConstraint(false, 1, "1.2.0", 1);
    private static final ModelConstraint TOLD = new ModelConstraint(false, 1, "1.2.0", 0);
    private static final String CHAT = "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String SHARPER = "{\"image\":null,\"model_id\":\"x2\",\"prompt\":\"sharper\"}";

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final FakeBatchWorkshop workshop = new FakeBatchWorkshop();
    private ScriptedAiOrchestrator orchestrator;

    @BeforeEach
    void open() throws Exception {
        orchestrator = ScriptedAiOrchestrator.open();
        workshop.offer(UPSCALE, ONE);
        workshop.offer(LLM, ONE);
    }

    @AfterEach
    void close() {
        orchestrator.close();
        host.close();
    }

    private RemoteAiWorker start() {
        var nothingElse = Capabilities.offer(CapabilitySet.EMPTY, 1, "0.9.1");
        var config = RemoteWorkerConfig.of(orchestrator.address(), "s3cr3t", "w1", 4_242, nothingElse)
                .closingWithin(Duration.ofMillis(50));
        return RemoteAiWorker.start(config, new NoLive(), workshop, host, _ -> {});
    }

    private void awaitFree() {
        while (!workshop.isFree()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private String upload(String name) {
        return orchestrator.address() + "/stream/" + name;
    }

    @Test
    void saysWhatItHasAtThatMomentAndRegistersAnewWhenThatHasChanged() throws Exception {
        workshop.offer(new BatchSkill(new PipelineName("frame-interpolation"), "flow"), ONE);
        try (var _ = start()) {
            assertThat(orchestrator.worker().what().capabilities().constraints().perCapability())
                    .isEqualTo(Map.of(
                            30,
                            Map.of("x2", TOLD),
                            33,
                            Map.of("small", TOLD),
                            37,
                            Map.of("frame-interpolation/flow", TOLD)));

            workshop.offer(CLIP, ONE);

            assertThat(orchestrator.worker().what().capabilities().constraints().perCapability())
                    .containsEntry(29, Map.of("camera", TOLD));
        }
    }

    @Test
    void saysHowFarItIsToAnOrchestratorThatWantsToHearIt() throws Exception {
        workshop.saying(Progress.of(12, 48));
        try (var _ = start()) {
            orchestrator.worker().notify(new AiTask(7, "upscale", upload("a-film"), SHARPER, true));
            var asked = workshop.next();
            assertThat(asked.call().name()).contains("task-7");

            var told = orchestrator.result();

            assertThat(told.task()).isEqualTo("7");
            assertThat(told.body()).isEqualTo("application/vnd.headrace.progress+json {\"done\":12,\"whole\":48}");
            asked.answer("application/json", "{\"images\":[]}");
        }
    }

    @Test
    void fetchesTheFileAndBringsWhatWasMadeAsPartsOfItsOwn() throws Exception {
        try (var _ = start()) {
            orchestrator.worker().give(7, "upscale", upload("a-picture"), SHARPER);
            var asked = workshop.next();
            assertThat(asked.call().contentType()).startsWith("multipart/form-data; boundary=");
            assertThat(asked.body())
                    .contains("name=\"image\"; filename=\"\"", "a-picture", "name=\"prompt\"\r\n\r\nsharper\r\n");
            var picture = DataUrl.of("image/png", new byte[] {1, 13, 10, 45, 45, 2});

            asked.answer("application/json", "{\"images\":[{\"url\":\"" + picture + "\",\"seed\":7,\"nsfw\":false}]}");

            var told = orchestrator.result();
            assertThat(told.task()).isEqualTo("7");
            assertThat(told.headers().first("Pipeline")).contains("upscale");
            assertThat(told.headers().first("X-Model-Kind")).contains("classic");
            assertThat(told.headers().first("Headrace-Worker-Pid")).contains("4242");
            var type = told.headers().first("Content-Type").orElseThrow();
            assertThat(type).matches("multipart/mixed; boundary=[0-9a-f]{20}");
            var result = ResultReader.read(
                    new ByteArrayInputStream(
                            told.body().substring(type.length() + 1).getBytes(UTF_8)),
                    type.substring(type.indexOf('=') + 1),
                    ResultLimits.DEFAULT);
            assertThat(result.files()).singleElement().satisfies(file -> {
                assertThat(file.name()).matches("[0-9a-f]{8}\\.png");
                assertThat(file.mediaType()).isEqualTo("image/png");
                assertThat(DataUrl.parse(picture.toString()).bytes()).isEqualTo(new byte[] {1, 13, 10, 45, 45, 2});
                assertThat(file.bytes().length()).isEqualTo(6);
                assertThat(result.reply())
                        .isEqualTo("{\"images\":[{\"nsfw\":false,\"seed\":7,\"url\":\"" + file.name() + "\"}]}");
            });
            awaitFree();
        }
    }

    @Test
    void bringsTheFilmOfAClipAsAPartOfItsOwnAndSaysItsRate() throws Exception {
        workshop.offer(CLIP, ONE);
        try (var _ = start()) {
            var film = "{\"images\":[{\"url\":\"data:video/mp4;base64,AAAA\",\"seed\":1,\"nsfw\":false}]}";
            orchestrator
                    .worker()
                    .give(8, "image-to-video", upload("a"), "{\"image\":null,\"model_id\":\"camera\",\"fps\":12}");

            var asked = workshop.next();
            assertThat(asked.call().film()).contains(FrameRate.of(12));
            asked.answer("application/json", film);

            assertThat(orchestrator.result().body())
                    .contains("Content-Type: video/mp4")
                    .containsPattern("filename=\"?[0-9a-f]{8}\\.mp4");
        }
    }

    @Test
    void bringsEventsAsTheyAre() throws Exception {
        try (var _ = start()) {
            orchestrator.worker().give(9, "llm", CHAT);
            var asked = workshop.next();
            assertThat(asked.call().contentType()).isEqualTo("application/json");
            assertThat(asked.body()).contains("\"max_tokens\":256", "\"model\":\"small\"");

            asked.answer("text/event-stream; charset=utf-8", "data: {}\n\ndata: [DONE]\n\n");

            assertThat(orchestrator.result().body()).isEqualTo("text/event-stream data: {}\n\ndata: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "422,prompt is missing,LLM container returned 422: prompt is missing",
        "0,The runner ended with code 139,The runner ended with code 139",
        "500,out of memory,LLM container returned 500: out of memory",
    })
    void saysInTheNetworksWordsWhoseFaultItWas(int status, String sentence, String told) throws Exception {
        try (var _ = start()) {
            orchestrator.worker().give(1, "llm", CHAT);

            workshop.next()
                    .reply()
                    .complete(
                            status == 422
                                    ? new BatchAnswer.Refused(status, sentence)
                                    : new BatchAnswer.Failed(status, sentence));

            assertThat(orchestrator.result().body()).isEqualTo("livepeer/ai-worker-error " + told);
            awaitFree();
        }
    }

    @Test
    void declinesWhatItHasNoPlaceForAndWhatItDoesNotDo() throws Exception {
        var declined = "livepeer/ai-worker-error no workers can process job requested";
        try (var _ = start()) {
            var worker = orchestrator.worker();
            worker.give(1, "llm", CHAT);
            workshop.next();

            worker.give(2, "llm", CHAT);
            assertThat(orchestrator.result().body()).isEqualTo(declined);
            worker.give(3, "llm", CHAT.replace("small", "large"));
            assertThat(orchestrator.result().body()).isEqualTo(declined);
            worker.give(4, "byoc", "{}");
            assertThat(orchestrator.result().body()).isEqualTo(declined);
        }
    }

    @Test
    void saysWhatIsWrongWithATask() throws Exception {
        try (var _ = start()) {
            var worker = orchestrator.worker();
            worker.give(1, "llm", "{\"model\":\"small\",\"messages\":7}");
            assertThat(orchestrator.result().body())
                    .startsWith("livepeer/ai-worker-error LLM container returned 400: ");

            awaitFree();
            worker.give(2, "upscale", upload("gone"), SHARPER);
            assertThat(orchestrator.result().body()).contains("could not be fetched", "status 404");
            awaitFree();
            worker.give(3, "upscale", "file:///etc/passwd", SHARPER);
            assertThat(orchestrator.result().body()).contains("no address of http or https");
            awaitFree();
        }
    }

    @Test
    void saysThatARunnersAnswerMakesNoSense() throws Exception {
        try (var _ = start()) {
            orchestrator.worker().give(1, "upscale", upload("a"), SHARPER);

            workshop.next().answer("application/json", "<html>It works!</html>");

            assertThat(orchestrator.result().body())
                    .startsWith("livepeer/ai-worker-error The runner's answer makes no sense: ");
            awaitFree();
        }
    }

    @Test
    void givesUpWhatIsWithdrawn() throws Exception {
        try (var _ = start()) {
            var worker = orchestrator.worker();
            worker.give(1, "llm", CHAT);
            workshop.next();

            worker.notify(new AiNotice.Withdrawn(1));

            assertThat(orchestrator.result().body()).isEqualTo("livepeer/ai-worker-error The call was given up");
            awaitFree();
        }
    }

    @Test
    void givesUpWhatItHasWhenItsOrchestratorIsGone() throws Exception {
        try (var _ = start()) {
            var first = orchestrator.worker();
            first.give(1, "llm", CHAT);
            workshop.next();

            first.stream().onCompleted();

            orchestrator.worker();
            awaitFree();
        }
    }

    /** No models of live video. */
    private static final class NoLive implements LiveWorkshop {
        @Override
        public Map<String, Integer> capacities() {
            return Map.of();
        }

        @Override
        public Work begin(LiveOrder order, Reports reports) {
            throw new IllegalStateException("Nobody is asked for " + order);
        }
    }
}
