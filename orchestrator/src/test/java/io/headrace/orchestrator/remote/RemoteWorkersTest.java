package io.headrace.orchestrator.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.headrace.admission.Outcome;
import io.headrace.admission.Worker;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.transport.Headers;
import io.headrace.transport.ServerLimits;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.delivery.Delivery;
import io.headrace.wire.delivery.DeliveryLimits;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RemoteWorkersTest {

    @Test
    void givesAUnitToAWorkerAndTakesItsRenditions() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 2)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(3), reported);

            var task = worker.nextWork();
            var source = new ByteArrayOutputStream();
            assertThat(worker.fetch(task.url(), source)).isEqualTo(200);
            var answer = worker.deliver(task.taskId(), Orders.delivery(2));

            assertThat(answer).isEqualTo("200 OK");
            assertThat(source.size()).isEqualTo(1_000);
            assertThat(reported.worker()).isEqualTo(new Worker("w1", 4_242));
            var done = (Outcome.Done) reported.outcome();
            assertThat(done.worker()).isEqualTo(new Worker("w1", 77));
            assertThat(done.pixels().pixels()).isEqualTo(201);
            assertThat(done.renditions())
                    .extracting(each -> each.profile().name())
                    .containsExactly("240p", "144p");
        }
    }

    @Test
    void tellsAWorkerWhatTheNetworkTellsAndNoMore() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            pool.workers.begin(Orders.order(3), new Orders.Reported());

            var task = worker.nextWork();

            assertThat(task.orchestrator()).isEqualTo("offchain");
            assertThat(task.credential().seq()).isEqualTo(3);
            assertThat(task.credential().duration()).isEqualTo(Duration.ofSeconds(2));
            assertThat(task.credential().ladder()).contains(Orders.LADDER);
            assertThat(task.credential().signature()).isEmpty();
            assertThat(task.credential().token().orElseThrow().token().toByteArray())
                    .isEmpty();
            assertThat(task.url())
                    .matches("https://127.0.0.1:\\d+/source/" + Orders.SESSION + "/[0-9a-f]{32}\\.tempfile");
        }
    }

    @Test
    void servesASourceOnlyWhileItsTaskRuns() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork();
            worker.deliver(task.taskId(), Orders.delivery(2));
            reported.outcome();

            assertThat(worker.fetch(task.url(), new ByteArrayOutputStream())).isEqualTo(404);
            assertThat(worker.fetch(
                            pool.uri() + "/source/" + Orders.SESSION + "/1.tempfile", new ByteArrayOutputStream()))
                    .isEqualTo(404);
        }
    }

    @Test
    void reportsADeadWorkerAtOnceSoThatAnotherGetsTheUnit() throws Exception {
        try (var pool = LocalPool.open();
                var first = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            first.nextWork();
            try (var second = pool.join("w2", 1)) {
                first.die();

                assertThat(reported.outcome()).isInstanceOf(Outcome.Died.class);
                var again = new Orders.Reported();
                pool.workers.begin(Orders.order(1), again);
                second.deliver(second.nextWork().taskId(), Orders.delivery(2));
                assertThat(again.outcome()).isInstanceOf(Outcome.Done.class);
                assertThat(pool.workers.capacity()).isEqualTo(1);
            }
        }
    }

    @Test
    void keepsAUnitForAWorkerThatIsOnItsWayBack() throws Exception {
        try (var pool = LocalPool.open()) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);

            try (var worker = pool.join("w1", 1)) {
                worker.deliver(worker.nextWork().taskId(), Orders.delivery(2));
                assertThat(reported.outcome()).isInstanceOf(Outcome.Done.class);
            }
        }
    }

    @Test
    void saysThatNoWorkerIsThereWhenNoneComes() throws Exception {
        var config = RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t"))
                .waiting(new PoolTimes(Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofSeconds(1)));
        try (var pool = new LocalPool(config)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);

            assertThat(reported.outcome()).isEqualTo(new Outcome.NoWorker("no transcoders available"));
        }
    }

    @Test
    void replacesTheRegistrationOfTheSameProcess() throws Exception {
        try (var pool = LocalPool.open();
                var dead = pool.join("w1", 2);
                var alive = ScriptedWorker.register(pool.uri(), "w1", 4_242, 3)) {
            assertThat(dead.end.get(20, TimeUnit.SECONDS).isOk()).isTrue();
            pool.awaitCapacity(3);
            assertThat(pool.workers.workers()).hasSize(1);
            assertThat(alive.end).isNotDone();
        }
    }

    @Test
    void tearsASessionDown() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            pool.workers.begin(Orders.order(1), new Orders.Reported());
            worker.nextWork();

            pool.workers.sessionEnded(Orders.SESSION);

            assertThat(worker.next()).isEqualTo(new SegmentTask.TearDown(Orders.SESSION.text()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong, 10, invalid secret",
        "'', 1, invalid secret",
        "s3cr3t, 0, zero capacity",
        "s3cr3t, -5, zero capacity"
    })
    void refusesARegistrationInTheNetworksWords(String secret, long capacity, String text) throws Exception {
        try (var pool = LocalPool.open();
                var worker = ScriptedWorker.registerUnnamed(
                        pool.uri(), new WorkerRegistration(secret, capacity, ScriptedWorker.ABLE))) {
            var status = worker.end.get(20, TimeUnit.SECONDS);

            assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(status.getDescription()).isEqualTo(text);
            assertThat(pool.workers.capacity()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cr3t"})
    void letsNobodyInWithoutASecretOfItsOwn(String secret) throws Exception {
        try (var pool = new LocalPool(RemoteWorkersConfig.sharing(WorkerSecret.NONE));
                var worker = ScriptedWorker.registerUnnamed(
                        pool.uri(), new WorkerRegistration(secret, 1, ScriptedWorker.ABLE))) {
            assertThat(worker.end.get(20, TimeUnit.SECONDS).getDescription()).isEqualTo("invalid secret");
            assertThat(worker.post(credentials(secret).with("TaskId", "1"), new byte[0]))
                    .startsWith("401 ");
        }
    }

    @Test
    void refusesMoreWorkersThanItTakes() throws Exception {
        var config = RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t")).taking(1, DeliveryLimits.DEFAULT);
        try (var pool = new LocalPool(config);
                var first = pool.join("w1", 1);
                var second = ScriptedWorker.register(pool.uri(), "w2", 5, 1)) {
            assertThat(second.end.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(first.end).isNotDone();
        }
    }

    @Test
    void callsAWorkerThatDoesNotSayWhoItIsByItsAddress() throws Exception {
        try (var pool = LocalPool.open();
                var worker = ScriptedWorker.registerUnnamed(
                        pool.uri(), new WorkerRegistration("s3cr3t", 1, ScriptedWorker.ABLE))) {
            pool.awaitCapacity(1);
            assertThat(worker.end).isNotDone();
            assertThat(pool.workers.workers().getFirst().name()).matches("127\\.0\\.0\\.1:\\d+");
        }
    }

    @Test
    void asksNoWorkerForWhatItCannot() throws Exception {
        var old = Capabilities.offer(CapabilitySet.LEGACY, 1, "0.9.1");
        try (var pool = LocalPool.open();
                var worker = ScriptedWorker.registerUnnamed(pool.uri(), new WorkerRegistration("s3cr3t", 1, old))) {
            pool.awaitCapacity(1);
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);

            assertThat(reported.outcome())
                    .isEqualTo(new Outcome.NoWorker("no transcoders can provide requested capabilities"));
            assertThat(worker.end).isNotDone();
        }
    }

    @Test
    void isNotDisturbedByResultsThatNobodyWaitsFor() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 2)) {
            var first = new Orders.Reported();
            pool.workers.begin(Orders.order(1), first);
            var task = worker.nextWork();

            assertThat(worker.deliver(99_999, Orders.delivery(2))).isEqualTo("200 OK");
            assertThat(worker.deliver(99_999, new Delivery.Failed("x"))).isEqualTo("200 OK");
            assertThat(first.silent()).isTrue();
            assertThat(worker.deliver(task.taskId(), Orders.delivery(2))).isEqualTo("200 OK");
            assertThat(first.outcome()).isInstanceOf(Outcome.Done.class);
            assertThat(worker.deliver(task.taskId(), Orders.delivery(2))).isEqualTo("200 OK");
            assertThat(worker.deliver(task.taskId(), new Delivery.Failed("late")))
                    .isEqualTo("200 OK");
            assertThat(first.silent()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void takesNoMoreAndNoFewerRenditionsThanItAskedFor(int renditions) throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 2)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);

            worker.deliver(worker.nextWork().taskId(), Orders.delivery(renditions));

            assertThat(reported.outcome()).isInstanceOf(Outcome.Died.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"TranscoderInvalidVideo, Impossible", "TranscoderStopped, Died", "never heard of, Died"})
    void passesOnWhatNobodyCanDoAndRetriesTheRest(String text, String outcome) throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 2)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);

            worker.deliver(worker.nextWork().taskId(), new Delivery.Failed(text));

            assertThat(reported.outcome().getClass().getSimpleName()).isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/mixed; boundary=b, 5, 500",
        "multipart/mixed, 5, 500",
        "multipart/mixed; boundary=b, x, 400",
        "multipart/mixed; boundary=b, '', 400",
        "application/zip, 5, 200"
    })
    void endsATaskWhoseDeliveryMakesNoSense(String contentType, String pixels, int status) throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 2)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork().taskId();

            var headers = credentials("s3cr3t")
                    .with("TaskId", "" + task)
                    .with("Content-Type", contentType)
                    .with("Pixels", pixels);

            assertThat(worker.post(headers, "garbage".getBytes(UTF_8))).startsWith(status + " ");
            assertThat(reported.outcome()).isInstanceOf(Outcome.Died.class);
        }
    }

    @Test
    void refusesADeliveryBeyondItsLimits() throws Exception {
        var config = RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t")).taking(1, new DeliveryLimits(2, 900, 100));
        try (var pool = new LocalPool(config);
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork().taskId();

            assertThat(worker.deliver(task, Orders.delivery(2))).startsWith("500 ");
            assertThat(reported.outcome()).isInstanceOf(Outcome.Died.class);
            assertThat(worker.deliver(1, new Delivery.Failed("x".repeat(101)))).startsWith("413 ");
        }
    }

    @Test
    void processesNothingFromAStranger() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork().taskId();
            var headers =
                    credentials("wrong").with("TaskId", "" + task).with("Content-Type", "livepeer/transcoding-error");

            assertThat(worker.post(headers, "x".getBytes(UTF_8))).isEqualTo("401 Unauthorized\n");
            assertThat(reported.silent()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B-035", "B-036", "B-037", "B-038", "B-039", "B-040"})
    void answersAsTheNetworksOrchestratorDid(String id) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var headers = Headers.NONE;
        for (var name : new String[] {"authorization", "credentials", "taskid", "content-type", "pixels"}) {
            var value = recorded.request().header(name);
            headers = value.isPresent() ? headers.with(name, value.get()) : headers;
        }
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var answer = worker.post(headers, recorded.request().body().orElseThrow());

            assertThat(answer)
                    .isEqualTo(recorded.status() + " " + recorded.response().bodyText());
        }
    }

    @Test
    void keepsARegistrationThatIsSilentForLongerThanConnectionsMayBe() throws Exception {
        var idle = Duration.ofMillis(200);
        var limits = new ServerLimits(10, 10, 96 * 1024, idle, Duration.ofSeconds(10), 0, Duration.ofSeconds(10));
        try (var pool = new LocalPool(RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t")), limits);
                var worker = pool.join("w1", 1)) {
            assertThatThrownBy(() -> worker.end.get(5 * idle.toMillis(), TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);

            pool.workers.begin(Orders.order(1), new Orders.Reported());
            assertThat(worker.nextWork().credential().seq()).isEqualTo(1);
        }
    }

    @Test
    void sendsWorkersAwayWhenItCloses() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var running = new Orders.Reported();
            pool.workers.begin(Orders.order(1), running);
            worker.nextWork();

            pool.workers.close();

            assertThat(worker.end.get(20, TimeUnit.SECONDS).isOk()).isTrue();
            running.outcome();
            var after = new Orders.Reported();
            pool.workers.begin(Orders.order(2), after);
            assertThat(after.outcome()).isInstanceOf(Outcome.NoWorker.class);
        }
    }

    private static Headers credentials(String secret) {
        return Headers.of("Authorization", "Livepeer-Transcoder-1.0").with("Credentials", secret);
    }
}
