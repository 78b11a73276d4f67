package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.UnitId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.ThreadHost;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.SourceSegment;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.info.Advertisement;
import io.headrace.orchestrator.remote.RemoteWorkers;
import io.headrace.orchestrator.remote.RemoteWorkersConfig;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.worker.remote.RemoteWorker;
import io.headrace.worker.remote.RemoteWorkerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the worker protocol, over a real port; only the engine is not real. */
@Timeout(60)
class WorkerProtocolTest {

    @TempDir
    private Path folder;

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Worker> begun = new LinkedBlockingQueue<>();

    @AfterEach
    void stopTimers() {
        host.close();
    }

    @Test
    void anotherWorkerDoesTheUnitOfOneThatWasKilled() throws Exception {
        try (var desk = new Desk(0);
                var first = new Bench(desk, "first")) {
            desk.awaitCapacity(1);
            desk.workers.begin(order(1), new Told());
            first.next();
            try (var second = new Bench(desk, "second")) {
                desk.awaitCapacity(2);

                first.worker.kill();

                assertThat(outcome()).isInstanceOf(Outcome.Died.class);
                desk.workers.begin(order(1), new Told());
                second.next().done();
                assertThat(outcome()).isInstanceOfSatisfying(Outcome.Done.class, done -> {
                    assertThat(done.worker()).isEqualTo(new Worker("second", 77));
                    assertThat(done.renditions()).hasSize(2);
                });
                assertThat(begun).extracting(Worker::name).containsExactly("first", "second");
            }
        }
    }

    @Test
    void aWorkerComesBackToAnOrchestratorThatWasStartedAnew() throws Exception {
        var killed = new Desk(0);
        try (var bench = new Bench(killed, "first")) {
            killed.awaitCapacity(1);
            killed.workers.begin(order(1), new Told());
            var late = bench.next();
            killed.close();
            assertThat(outcome()).isNotInstanceOf(Outcome.Done.class);

            try (var again = new Desk(killed.port)) {
                again.awaitCapacity(1);
                late.done();
                again.workers.begin(order(2), new Told());
                bench.next().done();
                assertThat(outcome()).isInstanceOf(Outcome.Done.class);
                assertThat(outcomes).isEmpty();
            }
        }
    }

    @Test
    void aWorkerThatLeavesPolitelyStillDelivers() throws Exception {
        try (var desk = new Desk(0);
                var bench = new Bench(desk, "first")) {
            desk.awaitCapacity(1);
            desk.workers.begin(order(1), new Told());
            var piece = bench.next();

            assertThat(bench.worker.drain(Duration.ZERO)).isFalse();
            desk.awaitCapacity(0);
            assertThat(outcomes).isEmpty();
            piece.done();

            assertThat(outcome()).isInstanceOf(Outcome.Done.class);
            assertThat(bench.worker.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(desk.workers.counts().lost()).isZero();
        }
    }

    private Outcome outcome() throws InterruptedException {
        return Optional.ofNullable(outcomes.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    private static WorkOrder order(int number) {
        var ladder = new Ladder(List.of(Profile.h264(426, 240, 600_000), Profile.h264(256, 144, 400_000)));
        var source = new SourceSegment(
                number, Duration.ZERO, Duration.ofSeconds(2), Container.MPEG_TS, MediaBytes.owning(new byte[100_000]));
        return new WorkOrder(
                new UnitId(new SessionId("session"), number),
                source,
                ladder,
                Optional.empty(),
                false,
                Duration.ofSeconds(20));
    }

    private final class Told implements Workshop.Reports {
        @Override
        public void begun(Worker worker) {
            begun.add(worker);
        }

        @Override
        public void ended(Outcome outcome) {
            outcomes.add(outcome);
        }
    }

    /** The orchestrator's end. */
    private final class Desk implements AutoCloseable {
        private final RemoteWorkers workers;
        private final HttpServer server;
        private final int port;
        private final LinkedBlockingQueue<Integer> capacities = new LinkedBlockingQueue<>();

        Desk(int wanted) throws Exception {
            workers = new RemoteWorkers(
                    RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t")), host, SecretSource.system(), this::uri);
            var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
            server = HttpServer.start(
                    HttpServerConfig.tls("127.0.0.1", wanted, certificate),
                    new Router(workers.routes()),
                    List.of(workers.service()));
            port = server.port();
            workers.onCapacity(capacities::add);
        }

        private String uri() {
            return "https://127.0.0.1:" + server.port();
        }

        void awaitCapacity(int wanted) throws InterruptedException {
            int capacity = nextCapacity();
            while (capacity != wanted) {
                capacity = nextCapacity();
            }
        }

        private int nextCapacity() throws InterruptedException {
            return Optional.ofNullable(capacities.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public void close() {
            server.close();
            workers.close();
        }
    }

    /** The worker's end, whose engine works when the test says so. */
    private final class Bench implements AutoCloseable, Workshop {
        private final RemoteWorker worker;
        private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

        Bench(Desk desk, String name) {
            worker = RemoteWorker.start(
                    RemoteWorkerConfig.of(
                            "127.0.0.1:" + desk.port, "s3cr3t", name, 42, Advertisement.SOFTWARE.capabilities(1)),
                    this,
                    host,
                    _ -> {});
        }

        Piece next() throws InterruptedException {
            return Optional.ofNullable(pieces.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public int capacity() {
            return 1;
        }

        @Override
        public Work begin(WorkOrder order, Reports reports) {
            pieces.add(new Piece(order, reports));
            return () -> reports.ended(new Outcome.Died(Worker.NOBODY, "cancelled"));
        }

        @Override
        public void close() {
            worker.kill();
        }
    }

    private record Piece(WorkOrder order, Workshop.Reports reports) {
        void done() {
            reports.ended(new Outcome.Done(
                    new Worker("child", 77),
                    order.ladder().profiles().stream()
                            .map(profile -> new RenditionSegment(
                                    profile, new PixelCount(1), order.source().bytes()))
                            .toList()));
        }
    }
}
