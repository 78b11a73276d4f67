package io.headrace.orchestrator.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Worker;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.admission.live.LiveWorkshop.Ending;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.net.RegisterAIWorkerRequest;
import io.headrace.wire.realtime.SessionReport;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AI workers behind a real port on loopback. */
@Timeout(60)
class AiWorkersTest {

    private static final AiWorkersConfig SHARED = AiWorkersConfig.sharing(WorkerSecret.of(ScriptedAiWorker.SECRET));
    private static final Capabilities ABLE = ScriptedAiWorker.offering(new ModelConstraint(true, 1, "", 0));

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private Optional<Bench> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(Bench::close);
        host.close();
    }

    private Bench open(AiWorkersConfig config) throws Exception {
        var bench = new Bench(config);
        open = Optional.of(bench);
        return bench;
    }

    @Test
    void offersWhatItsWorkersOffer() throws Exception {
        var bench = open(SHARED);
        try (var first = bench.join("a", 2);
                var second = ScriptedAiWorker.register(
                        bench.uri(),
                        "b",
                        ScriptedAiWorker.SECRET,
                        ScriptedAiWorker.offering(new ModelConstraint(false, 3, "0.9.0", 0)))) {
            bench.awaitCapacity(5);

            assertThat(bench.live.readiness()).isEqualTo(Map.of("noop", new LiveWorkshop.Readiness(true, "0.9.0")));
            assertThat(bench.workers.workers()).contains(new Worker("a", 77), new Worker("b", 77));
            first.die();
            bench.awaitCapacity(3);
            second.die();
            bench.awaitCapacity(0);
            assertThat(bench.live.capacities()).isEmpty();
        }
    }

    @Test
    void givesASessionAsTheRunnersRequestAndHearsHowItGoes() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            bench.begin("{\"model_id\":\"noop\"}");

            var task = worker.nextTask();
            assertThat(task.pipeline()).isEqualTo("live-video-to-video");
            assertThat(task.inputUrl()).isEmpty();
            assertThat(task.request()).isEqualTo("{\"model_id\":\"noop\"}");
            assertThat(worker.tell(task.taskId(), SessionReport.ACCEPTED)).isEqualTo("200 OK");
            assertThat(worker.tell(task.taskId(), SessionReport.RUNNING)).isEqualTo("200 OK");
            assertThat(bench.told()).isEqualTo("running");
            assertThat(worker.tell(task.taskId(), SessionReport.FINISHED)).isEqualTo("200 OK");
            assertThat(bench.told()).isEqualTo(new Ending.Finished());
            assertThat(worker.tell(task.taskId(), SessionReport.FINISHED)).isEqualTo("200 OK");
            bench.begin("{}");
            assertThat(worker.nextTask().taskId()).isNotEqualTo(task.taskId());
            assertThat(bench.words).isEmpty();
        }
    }

    @Test
    void passesOnWhyASessionFailed() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            bench.begin("{}");
            worker.fail(worker.nextTask().taskId(), "The runner\nended with code 139\n");

            assertThat(bench.told()).isEqualTo(new Ending.Failed("The runner ended with code 139"));
        }
    }

    @Test
    void hasNoRunnerWithoutAWorkerOrWhenTheOnlyOneDeclines() throws Exception {
        var bench = open(SHARED);
        bench.begin("{}");
        assertThat(bench.told()).isEqualTo(new Ending.NoRunner());

        try (var worker = bench.join("a", 1)) {
            bench.begin("{}");
            worker.fail(worker.nextTask().taskId(), "no workers can process job requested");
            assertThat(bench.told()).isEqualTo(new Ending.NoRunner());
        }
    }

    @Test
    void endsASessionAtOnceWhenItsWorkerDies() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            bench.begin("{}");
            worker.tell(worker.nextTask().taskId(), SessionReport.RUNNING);
            assertThat(bench.told()).isEqualTo("running");

            worker.die();

            assertThat(bench.told()).isEqualTo(new Ending.Failed("Worker a is gone: its connection ended"));
            bench.awaitCapacity(0);
        }
    }

    @Test
    void withdrawsWhatNobodyWantsAndWaitsForItsEnd() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            var work = bench.begin("{}");
            var task = worker.nextTask();

            work.cancel();
            work.cancel();

            assertThat(worker.next()).isEqualTo(new AiNotice.Withdrawn(task.taskId()));
            assertThat(bench.words).isEmpty();
            worker.tell(task.taskId(), SessionReport.FINISHED);
            assertThat(bench.told()).isEqualTo(new Ending.Finished());
        }
    }

    @Test
    void givesASessionToAnotherWorkerWhenTheFirstSaysNothingAndSendsThatAway() throws Exception {
        var bench = open(SHARED.waiting(Duration.ofMillis(300), Duration.ofMillis(300)));
        try (var silent = bench.join("a", 1);
                var other = bench.join("b", 1)) {
            bench.begin("{}");
            silent.nextTask();

            other.tell(other.nextTask().taskId(), SessionReport.RUNNING);

            assertThat(bench.told()).isEqualTo("running");
            assertThat(silent.refusal().isOk()).isTrue();
            bench.awaitCapacity(1);
        }
    }

    @Test
    void sendsAWorkerAwayThatDoesNotEndWhatIsCancelled() throws Exception {
        var bench = open(SHARED.waiting(Duration.ofSeconds(20), Duration.ofMillis(200)));
        try (var worker = bench.join("a", 1)) {
            var work = bench.begin("{}");
            worker.tell(worker.nextTask().taskId(), SessionReport.RUNNING);
            assertThat(bench.told()).isEqualTo("running");

            work.cancel();

            assertThat(worker.refusal().isOk()).isTrue();
            assertThat(bench.told()).isEqualTo(new Ending.Finished());
        }
    }

    @Test
    void keepsNothingOfAResultForAnothersTask() throws Exception {
        var bench = open(SHARED);
        try (var owner = bench.join("a", 1)) {
            bench.begin("{}");
            long task = owner.nextTask().taskId();
            try (var liar = bench.join("b", 1);
                    var unnamed = ScriptedAiWorker.registerUnnamed(bench.uri(), ABLE)) {

                assertThat(liar.tell(task, SessionReport.FINISHED)).isEqualTo("200 OK");
                assertThat(unnamed.tell(task, SessionReport.FINISHED)).isEqualTo("200 OK");
                assertThat(liar.tell(task + 1, SessionReport.FINISHED)).isEqualTo("200 OK");

                owner.tell(task, SessionReport.RUNNING);
                assertThat(bench.told()).isEqualTo("running");
            }
        }
    }

    @Test
    void failsASessionOfWhichNonsenseIsTold() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            bench.begin("{}");
            long task = worker.nextTask().taskId();

            worker.post(worker.head(task).with("Content-Type", "application/json"), "{\"status\":\"dancing\"}");

            assertThat(bench.told())
                    .isEqualTo(new Ending.Failed("What worker a told makes no sense: a session that is dancing"));
            assertThat(worker.next()).isEqualTo(new AiNotice.Withdrawn(task));
        }
    }

    @Test
    void refusesARequestThatNoWorkerWouldRead() throws Exception {
        var bench = open(SHARED);
        try (var _ = bench.join("a", 1)) {
            bench.begin("{\"params\":\"" + "x".repeat(1 << 20) + "\"}");

            assertThat(bench.told())
                    .isInstanceOfSatisfying(
                            Ending.Failed.class,
                            failed -> assertThat(failed.sentence()).contains("1048589 bytes", "shorter"));
        }
    }

    @Test
    void neverGivesLiveWorkToAWorkerThatIsNotOurs() throws Exception {
        var bench = open(SHARED);
        var offer = ABLE.withModel(Capability.TEXT_TO_IMAGE, "x", new ModelConstraint(true, 1, "", 0));
        try (var unnamed = ScriptedAiWorker.registerUnnamed(bench.uri(), offer)) {
            bench.awaitWorkers(1);

            assertThat(bench.live.capacities()).isEmpty();
            bench.begin("{}");
            assertThat(bench.told()).isEqualTo(new Ending.NoRunner());
            assertThat(unnamed.end).isNotDone();
        }
        try (var useless = ScriptedAiWorker.registerUnnamed(bench.uri(), ABLE)) {
            assertThat(useless.refusal().getDescription()).isEqualTo("zero capacity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "s3cr3t "})
    void letsNobodyInWithoutTheSecret(String secret) throws Exception {
        var bench = open(SHARED);
        try (var stranger = ScriptedAiWorker.register(bench.uri(), "a", secret, ABLE)) {
            assertThat(stranger.refusal().getDescription()).isEqualTo("invalid secret");
            assertThat(bench.live.capacities()).isEmpty();
        }
    }

    @Test
    void letsNobodyInWhenThereIsNoSecretNotEvenWithAnEmptyOne() throws Exception {
        var bench = open(AiWorkersConfig.sharing(WorkerSecret.NONE));
        try (var stranger = ScriptedAiWorker.register(bench.uri(), "a", "", ABLE)) {
            assertThat(stranger.refusal().getDescription()).isEqualTo("invalid secret");
            assertThat(stranger.post(stranger.head(1).with("Content-Type", "livepeer/ai-worker-error"), "x"))
                    .isEqualTo("401 invalid secret");
        }
    }

    /** Existing orchestrators without a secret let everybody in who shows none. */
    @ParameterizedTest
    @ValueSource(strings = {"N-002", "N-004", "N-005"})
    void letsInWithTheSecretWhomAnExistingOneLetInWithout(String id) throws Exception {
        var recorded = AiWorkerCodec.decode(RegisterAIWorkerRequest.parseFrom(
                        RecordedExchanges.named(id).request().grpcMessages().getFirst()))
                .orElseThrow();
        var closed = open(AiWorkersConfig.sharing(WorkerSecret.NONE));
        try (var stranger = ScriptedAiWorker.register(closed.uri(), "a", recorded.secret(), recorded.capabilities())) {
            assertThat(stranger.refusal().getDescription()).isEqualTo("invalid secret");
            assertThat(closed.workers.workers()).isEmpty();
        }
        closed.close();
        var bench = open(SHARED);
        try (var _ = ScriptedAiWorker.registerUnnamed(bench.uri(), recorded.capabilities())) {
            bench.awaitWorkers(1);
        }
    }

    @Test
    void refusesAWorkerOfNothing() throws Exception {
        var bench = open(SHARED);
        var nothing = ScriptedAiWorker.offering(new ModelConstraint(true, 0, "", 0));
        try (var worker = ScriptedAiWorker.register(bench.uri(), "a", ScriptedAiWorker.SECRET, nothing)) {
            assertThat(worker.refusal().getDescription()).isEqualTo("zero capacity");
        }
    }

    @Test
    void givesNothingNewToAWorkerThatRegistersForNothing() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 2)) {
            bench.begin("{}");
            worker.tell(worker.nextTask().taskId(), SessionReport.RUNNING);
            assertThat(bench.told()).isEqualTo("running");
            var nothing = Capabilities.offer(CapabilitySet.EMPTY, 1, "0.9.1");

            try (var again = ScriptedAiWorker.register(bench.uri(), "a", ScriptedAiWorker.SECRET, nothing)) {
                assertThat(again.refusal().getDescription()).isEqualTo("zero capacity");
                bench.awaitCapacity(1);
            }
            bench.begin("{}");
            assertThat(bench.told()).isEqualTo(new Ending.NoRunner());
            assertThat(worker.end).isNotDone();
        }
    }

    @Test
    void doesNotBelieveAbsurdNumbersAndNames() throws Exception {
        var bench = open(SHARED);
        var absurd = ScriptedAiWorker.offering(new ModelConstraint(true, Integer.MAX_VALUE, "", 0));
        try (var worker = ScriptedAiWorker.register(bench.uri(), "a", ScriptedAiWorker.SECRET, absurd)) {
            bench.awaitCapacity(1_000);
            assertThat(worker.end).isNotDone();
        }
        var nameless = ABLE.withModel(Capability.LIVE_VIDEO_TO_VIDEO, "no op", new ModelConstraint(true, 1, "", 0));
        try (var worker = ScriptedAiWorker.register(bench.uri(), "b", ScriptedAiWorker.SECRET, nameless)) {
            assertThat(worker.refusal().getDescription()).contains("1 to 256 printable letters");
        }
    }

    @Test
    void takesSoManyWorkersAndNoMore() throws Exception {
        var bench = open(SHARED.taking(1));
        try (var _ = bench.join("a", 1);
                var late = ScriptedAiWorker.register(bench.uri(), "b", 1)) {
            assertThat(late.refusal().getDescription()).isEqualTo("There are 1 workers, no more are taken");
        }
    }

    /** As recorded (B-049, B-050, B-052, B-053), but that nothing follows a refusal. */
    @ParameterizedTest
    @CsvSource({
        "Livepeer-AI-Worker-1.0,wrong,1,livepeer/ai-worker-error,401 invalid secret",
        "x,s3cr3t,1,livepeer/ai-worker-error,401 Unauthorized",
        "Livepeer-AI-Worker-1.0,s3cr3t,q,livepeer/ai-worker-error,400 Invalid Task ID",
        "Livepeer-AI-Worker-1.0,s3cr3t,9999,,415 mime: no media type",
        "Livepeer-AI-Worker-1.0,s3cr3t,9999,livepeer/ai-worker-error,200 OK",
    })
    void answersAsTheNetworksOrchestratorsDo(
            String protocol, String secret, String task, String mediaType, String answer) throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            var headers = Headers.of("Authorization", protocol)
                    .with("Credentials", secret)
                    .with("TaskId", task);

            assertThat(worker.post(mediaType == null ? headers : headers.with("Content-Type", mediaType), "x"))
                    .isEqualTo(answer);
        }
    }

    @Test
    void endsEverythingWhenItIsClosed() throws Exception {
        var bench = open(SHARED);
        try (var worker = bench.join("a", 1)) {
            bench.begin("{}");
            worker.nextTask();

            bench.workers.close();

            assertThat(bench.told()).isInstanceOf(Ending.class);
            assertThat(worker.refusal().isOk()).isTrue();
        }
    }

    private final class Bench implements LiveWorkshop.Reports {
        private final AiWorkers workers;
        private final LiveWorkshop live;
        private final HttpServer server;
        private final LinkedBlockingQueue<Object> words = new LinkedBlockingQueue<>();

        Bench(AiWorkersConfig config) throws Exception {
            workers = new AiWorkers(config, host, SecretSource.system());
            live = workers.live();
            server = HttpServer.start(
                    HttpServerConfig.plain("127.0.0.1", 0), new Router(workers.routes()), List.of(workers.service()));
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.port());
        }

        ScriptedAiWorker join(String name, int places) {
            int before = capacity();
            var worker = ScriptedAiWorker.register(uri(), name, places);
            awaitCapacity(before + places);
            return worker;
        }

        private int capacity() {
            return live.capacities().getOrDefault("noop", 0);
        }

        /** The test's time-out is its limit. */
        void awaitCapacity(int wanted) {
            while (capacity() != wanted) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        void awaitWorkers(int wanted) {
            while (workers.workers().size() != wanted) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        LiveWorkshop.Work begin(String request) {
            return live.begin(new LiveWorkshop.LiveOrder("m1", "noop", request), this);
        }

        Object told() throws InterruptedException {
            return Optional.ofNullable(words.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public void running() {
            words.add("running");
        }

        @Override
        public void ended(LiveWorkshop.Ending ending) {
            words.add(ending);
        }

        void close() {
            server.close();
            workers.close();
        }
    }
}
