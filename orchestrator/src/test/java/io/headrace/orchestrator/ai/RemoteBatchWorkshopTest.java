package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Progress;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to workers behind a real port on loopback. */
@Timeout(60)
class RemoteBatchWorkshopTest {

    private static final AiWorkersConfig SHARED = AiWorkersConfig.sharing(WorkerSecret.of(ScriptedAiWorker.SECRET));
    private static final BatchSkill UPSCALE = new BatchSkill(BuiltInPipelines.UPSCALE.name(), "x2");
    private static final BatchSkill LLM = new BatchSkill(BuiltInPipelines.LLM.name(), "small");
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 0, 1, 2};
    private static final String CHAT = "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private AiWorkers workers = new AiWorkers(SHARED, host, SecretSource.system());
    private BatchWorkshop workshop = BatchWorkshop.NONE;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        open(SHARED);
    }

    private void open(AiWorkersConfig config) throws Exception {
        if (server != null) {
            server.close();
            workers.close();
        }
        workers = new AiWorkers(config, host, SecretSource.system());
        workshop = workers.batch(() -> uri().toString());
        server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0), new Router(workers.routes()), List.of(workers.service()));
    }

    @AfterEach
    void close() {
        server.close();
        workers.close();
        host.close();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static Capabilities able(int capacity) {
        var each = new ModelConstraint(true, capacity, "1.2.0", 0);
        return Capabilities.offer(CapabilitySet.EMPTY, 1, "0.9.1")
                .withModel(Capability.UPSCALE, "x2", each)
                .withModel(Capability.LLM, "small", each);
    }

    private ScriptedAiWorker join(String name, int capacity) {
        int before = free(UPSCALE);
        var worker = ScriptedAiWorker.register(uri(), name, ScriptedAiWorker.SECRET, able(capacity));
        awaitFree(UPSCALE, before + capacity);
        return worker;
    }

    private int free(BatchSkill skill) {
        var offer = workshop.offers().get(skill);
        return offer == null ? 0 : offer.capacity() - offer.capacityInUse();
    }

    /** The test's time-out is its limit. */
    private void awaitFree(BatchSkill skill, int wanted) {
        while (free(skill) != wanted) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static BatchCall call(String contentType) {
        return new BatchCall(contentType, Duration.ofSeconds(30), 1_000, 1_000_000);
    }

    private static CompletableFuture<BatchAnswer> ask(BatchPlace place, BatchCall call, byte[] body) {
        var answer = new CompletableFuture<BatchAnswer>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(place.send(call, new ByteArrayInputStream(body)));
            } catch (InterruptedException | RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private static CompletableFuture<BatchAnswer> askForMore(BatchPlace place) {
        var head = part("name=\"image\"; filename=\"a.png\"", "");
        var tail = "\r\n" + part("name=\"prompt\"", "sharper\r\n") + part("name=\"model_id\"", "x2\r\n--B--\r\n");
        var body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(UTF_8));
        body.writeBytes(PICTURE);
        body.writeBytes(tail.getBytes(UTF_8));
        return ask(place, call("multipart/form-data; boundary=B"), body.toByteArray());
    }

    private static String part(String names, String content) {
        return "--B\r\nContent-Disposition: form-data; " + names + "\r\n\r\n" + content;
    }

    private static CompletableFuture<BatchAnswer> chat(BatchPlace place) {
        return ask(place, call("application/json"), CHAT.getBytes(UTF_8));
    }

    private static <T> T got(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void offersWhatItsWorkersOffer() {
        try (var first = join("a", 2);
                var _ = join("b", 1)) {
            assertThat(workshop.offers())
                    .isEqualTo(Map.of(
                            UPSCALE, new ModelConstraint(true, 3, "1.2.0", 0),
                            LLM, new ModelConstraint(true, 3, "1.2.0", 0)));
            first.die();
            awaitFree(UPSCALE, 1);
        }
        awaitFree(UPSCALE, 0);
        assertThat(workshop.offers()).isEmpty();
        assertThat(workshop.take(UPSCALE)).isEmpty();
    }

    private static BatchCall named() {
        return new BatchCall(
                "application/json", Duration.ofSeconds(30), 1_000, 1_000_000, Optional.empty(), Optional.of("n4me"));
    }

    @Test
    void hearsHowFarAWorkerOfOursIs() throws Exception {
        try (var worker = join("a", 1);
                var other = join("b", 1);
                var place = workshop.take(LLM).orElseThrow();
                var second = workshop.take(LLM).orElseThrow()) {
            var _ = ask(place, named(), CHAT.getBytes(UTF_8));
            var _ = ask(second, named(), CHAT.getBytes(UTF_8));
            var task = worker.nextTask();
            assertThat(task.tellsProgress()).isTrue();
            assertThat(place.progress()).isEmpty();

            assertThat(other.post(progressOf(other, task), "{\"done\":1}"))
                    .as("nothing is kept of what another says")
                    .isEqualTo("200 OK");
            assertThat(worker.post(progressOf(worker, task), "{\"whole\":48}")).startsWith("400 ");
            assertThat(Stream.concat(place.progress().stream(), second.progress().stream()))
                    .isEmpty();
            assertThat(worker.post(progressOf(worker, task), "{\"done\":12,\"whole\":48}"))
                    .isEqualTo("200 OK");

            assertThat(Stream.concat(place.progress().stream(), second.progress().stream()))
                    .containsExactly(Progress.of(12, 48));
        }
    }

    private static Headers progressOf(ScriptedAiWorker worker, AiTask task) {
        return worker.head(task.taskId()).with("Content-Type", "application/vnd.headrace.progress+json");
    }

    @Test
    void doesNotAskAWorkerOfTheNetworkHowFarItIs() throws Exception {
        try (var worker = ScriptedAiWorker.registerUnnamed(uri(), able(1))) {
            awaitFree(LLM, 1);
            try (var place = workshop.take(LLM).orElseThrow()) {
                var _ = ask(place, named(), CHAT.getBytes(UTF_8));

                assertThat(worker.nextTask().tellsProgress()).isFalse();
            }
        }
    }

    @Test
    void givesTheFileByAddressAndTheAnswerAsItCame() throws Exception {
        try (var worker = join("a", 1);
                var place = workshop.take(UPSCALE).orElseThrow()) {
            assertThat(workshop.take(UPSCALE)).as("a place is taken once").isEmpty();
            assertThat(workshop.offers().get(UPSCALE)).isEqualTo(new ModelConstraint(true, 1, "1.2.0", 1));
            var answer = askForMore(place);

            var task = worker.nextTask();
            assertThat(task.pipeline()).isEqualTo("upscale");
            assertThat(task.request()).isEqualTo("{\"image\":null,\"model_id\":\"x2\",\"prompt\":\"sharper\"}");
            assertThat(task.inputUrl()).matches(uri() + "/stream/[0-9a-f]{32}\\.tempfile");
            assertThat(worker.fetch(task.inputUrl())).isEqualTo(PICTURE);
            try (var result = worker.begin(task.taskId(), "multipart/mixed; boundary=abc")) {
                result.write(ByteBuffer.wrap("--abc and so on".getBytes(UTF_8)));
                result.finish();
                assertThat(result.answer().status()).isEqualTo(200);
            }

            assertThat(got(answer)).isInstanceOfSatisfying(BatchAnswer.Answered.class, made -> {
                assertThat(made.contentType()).isEqualTo("multipart/mixed; boundary=abc");
                assertThat(made.modelKind()).isEqualTo("classic");
                assertThat(made.body()).hasContent("--abc and so on");
            });
            awaitFree(UPSCALE, 1);
            assertThat(worker.fetch(task.inputUrl()))
                    .as("it does not lie there for ever")
                    .isEmpty();
        }
    }

    @Test
    void passesTheEventsOfAChatOnWhileTheyAreMade() throws Exception {
        try (var worker = join("a", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var answer = chat(place);
            var task = worker.nextTask();
            assertThat(task.inputUrl()).isEmpty();
            try (var result = worker.begin(task.taskId(), "text/event-stream")) {
                result.write(ByteBuffer.wrap("data: one\n\n".getBytes(UTF_8)));
                var body = ((BatchAnswer.Answered) got(answer)).body();

                assertThat(body.readNBytes(11)).isEqualTo("data: one\n\n".getBytes(UTF_8));
                assertThat(free(LLM)).isZero();
                result.write(ByteBuffer.wrap("data: [DONE]\n\n".getBytes(UTF_8)));
                result.finish();
                assertThat(body).hasContent("data: [DONE]\n\n");
            }
            awaitFree(LLM, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LLM container returned 400: too long,Refused,400,too long",
        "LLM container returned 422: no prompt,Refused,422,no prompt",
        "LLM container returned 500: out of memory,Failed,500,out of memory",
        "LLM container returned 401: no,Failed,401,no",
        "The runner ended with code 139,Failed,0,The runner ended with code 139",
    })
    void tellsWhoseFaultAFailureIs(String text, String kind, int status, String sentence) throws Exception {
        try (var worker = join("a", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var answer = chat(place);

            worker.fail(worker.nextTask().taskId(), text);

            var expected = kind.equals("Refused")
                    ? new BatchAnswer.Refused(status, sentence)
                    : new BatchAnswer.Failed(status, sentence);
            assertThat(got(answer)).isEqualTo(expected);
            awaitFree(LLM, 1);
        }
    }

    @Test
    void goesOnToAnotherWorkerWhenTheFirstDeclinesOrDies() throws Exception {
        try (var first = join("a", 1);
                var place = workshop.take(LLM).orElseThrow();
                var second = join("b", 1);
                var third = join("c", 1)) {
            var answer = chat(place);
            first.fail(first.nextTask().taskId(), "no workers can process job requested");
            second.nextTask();
            second.die();

            third.fail(third.nextTask().taskId(), "The model is broken");
            assertThat(got(answer)).isEqualTo(new BatchAnswer.Failed(0, "The model is broken"));
        }
    }

    @Test
    void failsAtOnceWhenItsWorkerDiesInTheMiddle() throws Exception {
        try (var worker = join("a", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var answer = chat(place);
            var result = worker.begin(worker.nextTask().taskId(), "text/event-stream");
            result.write(ByteBuffer.wrap("data: one\n\n".getBytes(UTF_8)));
            var body = ((BatchAnswer.Answered) got(answer)).body();
            body.readNBytes(11);

            worker.die();

            assertThatIOException().isThrownBy(body::readAllBytes).withMessageContaining("Worker a is gone");
            awaitFree(LLM, 0);
            assertThat(workshop.offers()).isEmpty();
        }
    }

    @Test
    void isToldThatAnAnswerBrokeOffAndHasThePlaceBack() throws Exception {
        try (var worker = join("a", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var answer = chat(place);
            var result = worker.begin(worker.nextTask().taskId(), "text/event-stream");
            result.write(ByteBuffer.wrap("data: one\n\n".getBytes(UTF_8)));
            var body = ((BatchAnswer.Answered) got(answer)).body();
            body.readNBytes(11);

            result.cancel();

            assertThatIOException().isThrownBy(body::readAllBytes).withMessageContaining("broke off");
            awaitFree(LLM, 1);
        }
    }

    @Test
    void withdrawsWhatNobodyWantsAndHoldsThePlaceUntilItHasEnded() throws Exception {
        try (var worker = join("a", 1)) {
            var place = workshop.take(LLM).orElseThrow();
            var answer = chat(place);
            var task = worker.nextTask();

            place.close();
            place.close();

            assertThat(got(answer)).isInstanceOf(BatchAnswer.Withdrawn.class);
            assertThat(worker.next()).isEqualTo(new AiNotice.Withdrawn(task.taskId()));
            assertThat(workshop.take(LLM)).isEmpty();
            worker.fail(task.taskId(), "The call was given up");
            awaitFree(LLM, 1);
        }
    }

    @Test
    void givesAPlaceBackThatWasNeverUsed() {
        try (var _ = join("a", 1)) {
            workshop.take(LLM).orElseThrow().close();

            awaitFree(LLM, 1);
        }
    }

    @Test
    void tellsTheWorkerOfAReaderThatLeaves() throws Exception {
        try (var worker = join("a", 1)) {
            var place = workshop.take(LLM).orElseThrow();
            var answer = chat(place);
            try (var result = worker.begin(worker.nextTask().taskId(), "text/event-stream")) {
                result.write(ByteBuffer.wrap("data: one\n\n".getBytes(UTF_8)));
                ((BatchAnswer.Answered) got(answer)).body().close();

                assertThat(worker.next()).isInstanceOf(AiNotice.Withdrawn.class);
                assertThat(result.answer().status()).isEqualTo(200);
            }
            awaitFree(LLM, 1);
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        open(SHARED.starting(Duration.ZERO));
        try (var worker = join("a", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var soon = new BatchCall("application/json", Duration.ofMillis(200), 1_000, 1_000);
            var answer = ask(place, soon, CHAT.getBytes(UTF_8));
            long task = worker.nextTask().taskId();

            assertThat(got(answer)).isEqualTo(new BatchAnswer.TooLate("No worker answered within 200 ms"));
            assertThat(worker.next()).isEqualTo(new AiNotice.Withdrawn(task));
            assertThat(worker.fail(task, "too slow")).isEqualTo("200 OK");
            awaitFree(LLM, 1);
        }
    }

    @Test
    void readsNoMoreOfAnAnswerThanItMay() throws Exception {
        try (var worker = join("a", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var narrow = new BatchCall("application/json", Duration.ofSeconds(30), 1_000, 10);
            var answer = ask(place, narrow, CHAT.getBytes(UTF_8));
            try (var result = worker.begin(worker.nextTask().taskId(), "text/event-stream")) {
                result.write(ByteBuffer.wrap("data: one\n\n".getBytes(UTF_8)));

                var body = ((BatchAnswer.Answered) got(answer)).body();
                assertThatIOException().isThrownBy(body::readAllBytes).withMessageContaining("more than 10 bytes");
            }
            awaitFree(LLM, 1);
        }
    }

    @Test
    void refusesWhatNoWorkerCouldRead() throws Exception {
        try (var _ = join("a", 1)) {
            for (var body : List.of("no document", "{\"model\":\"small\"}", " ".repeat(1_001))) {
                try (var place = workshop.take(LLM).orElseThrow()) {
                    assertThat(got(ask(place, call("application/json"), body.getBytes(UTF_8))))
                            .isInstanceOfSatisfying(
                                    BatchAnswer.Refused.class,
                                    refused -> assertThat(refused.status()).isEqualTo(body.isBlank() ? 413 : 400));
                }
                awaitFree(LLM, 1);
            }
            try (var place = workshop.take(UPSCALE).orElseThrow()) {
                assertThat(got(ask(place, call("multipart/form-data"), new byte[0])))
                        .isInstanceOf(BatchAnswer.Refused.class);
            }
        }
    }

    @Test
    void keepsNothingOfWhatNobodyAsked() throws Exception {
        try (var worker = join("a", 1);
                var liar = join("b", 1);
                var place = workshop.take(LLM).orElseThrow()) {
            var answer = chat(place);
            long task = worker.nextTask().taskId();
            for (var each : List.of(liar.begin(task, "text/event-stream"), worker.begin(task + 1, "multipart/mixed"))) {
                try (each) {
                    each.write(ByteBuffer.wrap("garbage".getBytes(UTF_8)));
                    each.finish();
                    assertThat(each.answer().status()).isEqualTo(200);
                }
            }
            assertThat(answer).isNotDone();
            worker.post(worker.head(task).with("Content-Type", "video/mp4"), "garbage");
            assertThat(got(answer))
                    .isEqualTo(new BatchAnswer.Failed(0, "What worker a told makes no sense: media type video/mp4"));
        }
    }

    @Test
    void takesWorkFromWorkersThatDoNotSayWhoTheyAre() throws Exception {
        try (var worker = ScriptedAiWorker.registerUnnamed(uri(), able(1))) {
            awaitFree(LLM, 1);
            try (var place = workshop.take(LLM).orElseThrow()) {
                var answer = chat(place);
                worker.post(
                        worker.head(worker.nextTask().taskId()).with("Content-Type", "text/event-stream"),
                        "data: x\n\n");

                assertThat(((BatchAnswer.Answered) got(answer)).body()).hasContent("data: x\n\n");
            }
            awaitFree(LLM, 1);
        }
    }
}
