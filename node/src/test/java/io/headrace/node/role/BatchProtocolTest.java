package io.headrace.node.role;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.ThreadHost;
import io.headrace.orchestrator.ai.AiWorkers;
import io.headrace.orchestrator.ai.AiWorkersConfig;
import io.headrace.orchestrator.ai.BatchSideBySide;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.wire.batch.result.ResultLimits;
import io.headrace.wire.batch.result.ResultReader;
import io.headrace.worker.ai.RemoteAiWorker;
import io.headrace.worker.remote.RemoteWorkerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the AI worker protocol, over a real port with TLS. */
@Timeout(120)
class BatchProtocolTest {

    private static final BatchSkill CHAT = new BatchSkill(BuiltInPipelines.LLM.name(), "small");
    private static final BatchSkill UPSCALE = new BatchSkill(BuiltInPipelines.UPSCALE.name(), "headrace/espcn-x2");

    @TempDir
    private Path folder;

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final NodeBase base = new NodeBase();

    @AfterEach
    void close() {
        base.close();
        host.close();
    }

    @Test
    void whatARunnerMakesArrivesByteForByte() throws Exception {
        var picture = BatchBench.picture();
        try (var floor = BatchFloorTest.floor(
                        BatchModels.NONE.embedding(EmbeddedModels.named("upscale:espcn-x2")), folder, base);
                var desk = new Desk();
                var _ = new Bench(desk, "first", floor.workshop())) {
            desk.awaitFree(UPSCALE, 1);
            byte[] here;
            try (var place = floor.workshop().take(UPSCALE).orElseThrow()) {
                var made = BatchBench.answered(BatchBench.upscale(place, picture, UPSCALE.model()));
                here = BatchBench.made(made.body().readAllBytes());
            }

            try (var place = desk.workshop.take(UPSCALE).orElseThrow()) {
                var made = BatchBench.answered(BatchBench.upscale(place, picture, UPSCALE.model()));

                assertThat(made.modelKind()).isEqualTo("real");
                var boundary = made.contentType().split("boundary=", 2)[1];
                var result = ResultReader.read(made.body(), boundary, ResultLimits.DEFAULT);
                var file = result.files().getFirst();
                assertThat(result.reply()).contains("\"url\":\"" + file.name() + "\"");
                assertThat(file.mediaType()).isEqualTo("image/png");
                var there = new byte[file.bytes().length()];
                file.bytes().asByteBuffer().get(there);
                assertThat(there).isEqualTo(here);
            }
            desk.awaitFree(UPSCALE, 1);
        }
    }

    @Test
    void eventsArriveWhileTheyAreMade() throws Exception {
        try (var desk = new Desk();
                var bench = new Bench(desk, "first", new Scripted())) {
            desk.awaitFree(CHAT, 1);
            try (var place = desk.workshop.take(CHAT).orElseThrow()) {
                var answer = BatchBench.chat(place, "hi");
                var events = bench.scripted().next();
                events.write("data: one\n\n".getBytes(UTF_8));
                events.flush();

                var body = BatchBench.answered(answer).body();
                assertThat(body.readNBytes(11)).isEqualTo("data: one\n\n".getBytes(UTF_8));
                events.write("data: [DONE]\n\n".getBytes(UTF_8));
                events.close();
                assertThat(body.readAllBytes()).isEqualTo("data: [DONE]\n\n".getBytes(UTF_8));
            }
            desk.awaitFree(CHAT, 1);
        }
    }

    @Test
    void anotherWorkerAnswersForOneThatWasKilled() throws Exception {
        try (var desk = new Desk();
                var first = new Bench(desk, "first", new Scripted())) {
            desk.awaitFree(CHAT, 1);
            try (var place = desk.workshop.take(CHAT).orElseThrow()) {
                first.scripted().isBusy();
                var answer = BatchBench.chat(place, "hi");
                first.scripted().next();
                try (var second = new Bench(desk, "second", new Scripted())) {
                    desk.awaitFree(CHAT, 1);

                    first.worker.kill();

                    var events = second.scripted().next();
                    events.write("data: here\n\n".getBytes(UTF_8));
                    events.close();
                    assertThat(BatchBench.answered(answer).body()).hasContent("data: here\n\n");
                    desk.awaitFree(CHAT, 1);
                    assertThat(Objects.requireNonNull(desk.workshop.offers().get(CHAT))
                                    .capacity())
                            .isEqualTo(1);
                }
            }
        }
    }

    @Test
    void twoOrchestratorsGiveTheirOnePlaceOnceEach() throws Exception {
        try (var one = new Desk();
                var other = new Desk();
                var first = new Bench(one, "first", new Scripted());
                var second = new Bench(other, "second", new Scripted())) {
            one.awaitFree(CHAT, 1);
            other.awaitFree(CHAT, 1);
            try (var here = one.workshop.take(CHAT).orElseThrow();
                    var there = other.workshop.take(CHAT).orElseThrow()) {
                assertThat(one.workshop.take(CHAT)).isEmpty();
                assertThat(other.workshop.take(CHAT)).isEmpty();
                var fromHere = BatchBench.chat(here, "here");
                var fromThere = BatchBench.chat(there, "there");
                second.scripted().say("data: there\n\n");
                first.scripted().say("data: here\n\n");

                assertThat(BatchBench.answered(fromHere).body()).hasContent("data: here\n\n");
                assertThat(BatchBench.answered(fromThere).body()).hasContent("data: there\n\n");
            }
            one.awaitFree(CHAT, 1);
            other.awaitFree(CHAT, 1);
        }
    }

    @Test
    void whatHasNoPlaceHereGoesToAWorker() throws Exception {
        var local = new Scripted();
        try (var desk = new Desk();
                var _ = new Bench(desk, "first", new Scripted())) {
            desk.awaitFree(CHAT, 1);
            var both = new BatchSideBySide(local, desk.workshop);
            assertThat(both.offers()).isEqualTo(Map.of(CHAT, new ModelConstraint(true, 2, "1.0.0", 0)));

            try (var _ = both.take(CHAT).orElseThrow();
                    var _ = both.take(CHAT).orElseThrow()) {
                assertThat(local.take(CHAT)).isEmpty();
                assertThat(desk.workshop.take(CHAT)).isEmpty();
                assertThat(both.take(CHAT)).isEmpty();
            }
            desk.awaitFree(CHAT, 1);
        }
    }

    /** The orchestrator's end. */
    private final class Desk implements AutoCloseable {
        private final AiWorkers workers =
                new AiWorkers(AiWorkersConfig.sharing(WorkerSecret.of("s3cr3t")), host, SecretSource.system());
        private final BatchWorkshop workshop = workers.batch(() -> "https://127.0.0.1:" + port());
        private final HttpServer server;

        Desk() throws Exception {
            var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
            server = HttpServer.start(
                    HttpServerConfig.tls("127.0.0.1", 0, certificate),
                    new Router(workers.routes()),
                    List.of(workers.service()));
        }

        int port() {
            return server.port();
        }

        /** The test's time-out is its limit. */
        void awaitFree(BatchSkill skill, int wanted) {
            while (free(skill) != wanted) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        private int free(BatchSkill skill) {
            return Optional.ofNullable(workshop.offers().get(skill))
                    .map(offer -> offer.capacity() - offer.capacityInUse())
                    .orElse(0);
        }

        @Override
        public void close() {
            server.close();
            workers.close();
        }
    }

    /** The worker's end. */
    private final class Bench implements AutoCloseable {
        private final BatchWorkshop workshop;
        private final RemoteAiWorker worker;

        Bench(Desk desk, String name, BatchWorkshop workshop) {
            this.workshop = workshop;
            var config = RemoteWorkerConfig.of(
                    "127.0.0.1:" + desk.port(),
                    "s3cr3t",
                    name,
                    42,
                    Capabilities.offer(CapabilitySet.EMPTY, 1, "0.9.1"));
            worker = RemoteAiWorker.start(config, new NoLive(), workshop, host, _ -> {});
        }

        Scripted scripted() {
            return (Scripted) workshop;
        }

        @Override
        public void close() {
            worker.kill();
        }
    }

    /** One runner, whose answers the test writes. */
    private static final class Scripted implements BatchWorkshop {
        private final Semaphore places = new Semaphore(1);
        private final BlockingQueue<PipedOutputStream> asked = new LinkedBlockingQueue<>();
        private volatile boolean busy;

        /** It computes for ever. */
        void isBusy() {
            busy = true;
        }

        PipedOutputStream next() throws InterruptedException {
            return Optional.ofNullable(asked.poll(30, TimeUnit.SECONDS)).orElseThrow();
        }

        void say(String events) throws Exception {
            try (var out = next()) {
                out.write(events.getBytes(UTF_8));
            }
        }

        @Override
        public Map<BatchSkill, ModelConstraint> offers() {
            return Map.of(CHAT, new ModelConstraint(true, 1, "1.0.0", 0));
        }

        @Override
        public Optional<BatchPlace> take(BatchSkill skill) {
            return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
        }

        private final class Place implements BatchPlace {
            private final CountDownLatch held = new CountDownLatch(1);

            @Override
            public BatchAnswer send(BatchCall call, InputStream body) throws InterruptedException {
                try {
                    var out = new PipedOutputStream();
                    var in = new PipedInputStream(out);
                    asked.add(out);
                    if (busy) {
                        held.await();
                    }
                    return new BatchAnswer.Answered("text/event-stream", "demo", in);
                } catch (IOException impossible) {
                    return new BatchAnswer.Failed(0, impossible.toString());
                }
            }

            @Override
            public synchronized void close() {
                if (held.getCount() > 0) {
                    held.countDown();
                    places.release();
                }
            }
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
