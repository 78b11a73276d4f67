package io.headrace.orchestrator.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.Worker;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.transport.Headers;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.delivery.Delivery;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that stop, trickle, come late, speak for others or leave, over real connections. */
@Timeout(60)
class TroubledWorkersTest {

    /** A hundredth of a second suffices where nothing is computed. */
    private static final PoolTimes HASTY =
            new PoolTimes(Duration.ofSeconds(3), Duration.ofMillis(10), Duration.ofSeconds(15));

    private static final RemoteWorkersConfig CONFIG =
            RemoteWorkersConfig.sharing(WorkerSecret.of("s3cr3t")).waiting(HASTY);

    @Test
    void aSecondWorkerDoesWhatAStoppedOneOwes() throws Exception {
        try (var pool = new LocalPool(CONFIG);
                var stopped = pool.join("stopped", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(Orders.SESSION, 1, Duration.ofMillis(10)), reported);
            var owed = stopped.nextWork();
            try (var free = ScriptedWorker.register(pool.uri(), "free", 7, 1)) {
                var shared = free.nextWork();
                assertThat(shared.taskId()).isNotEqualTo(owed.taskId());
                assertThat(free.fetch(shared.url(), new ByteArrayOutputStream()))
                        .isEqualTo(200);

                assertThat(free.deliver(shared.taskId(), Orders.delivery(2))).isEqualTo("200 OK");

                assertThat(reported.outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Done.class,
                                done -> assertThat(done.worker()).isEqualTo(new Worker("free", 77)));
                assertThat(pool.workers.counts().shared()).isEqualTo(1);
                assertThat(pool.workers.capacity()).isEqualTo(1);

                // The stopped one goes on: its answer is taken for nothing, and it is used again.
                assertThat(stopped.fetch(owed.url(), new ByteArrayOutputStream()))
                        .isEqualTo(404);
                assertThat(stopped.deliver(owed.taskId(), Orders.delivery(2))).isEqualTo("200 OK");
                pool.awaitCapacity(2);
                assertThat(reported.silent()).isTrue();
                assertThat(pool.workers.counts().load()).isZero();
            }
        }
    }

    @Test
    void aSecondWorkerDoesWhatATricklingOneIsStillSending() throws Exception {
        try (var pool = new LocalPool(CONFIG);
                var slow = pool.join("slow", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(Orders.SESSION, 1, Duration.ofMillis(10)), reported);
            var owed = slow.nextWork();
            try (var trickle = slow.beginDelivery(owed.taskId(), "--b0undary\r\n");
                    var free = ScriptedWorker.register(pool.uri(), "free", 7, 1)) {
                var shared = free.nextWork();
                free.deliver(shared.taskId(), Orders.delivery(2));

                assertThat(reported.outcome()).isInstanceOf(Outcome.Done.class);
                assertThat(trickle.write(UTF_8.encode("Content-Type: "))).isTrue();
                assertThat(pool.workers.counts().connected()).isEqualTo(2);
            }
        }
    }

    @Test
    void takesTheSecondTryOfAWorkerWhoseFirstIsStuckOnItsWay() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork().taskId();
            try (var stuck = worker.beginDelivery(task, "--b0undary\r\n")) {
                assertThat(worker.deliver(task, Orders.delivery(2))).isEqualTo("200 OK");

                assertThat(reported.outcome()).isInstanceOf(Outcome.Done.class);
                assertThat(stuck.write(UTF_8.encode("Content-Type: "))).isTrue();
            }
        }
    }

    @Test
    void takesNoAnswerFromAnotherThanTheWorkerThatHasTheTask() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1);
                var other = pool.join("other", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork().taskId();

            assertThat(other.deliver(task, Orders.delivery(2))).isEqualTo("200 OK");
            assertThat(other.deliver(task, new Delivery.Failed("TranscoderInvalidVideo")))
                    .isEqualTo("200 OK");

            assertThat(reported.silent()).isTrue();
            worker.deliver(task, Orders.delivery(2));
            assertThat(reported.outcome().worker().name()).isEqualTo("w1");
        }
    }

    @Test
    void freesTheSlotOfAWorkerThatDeliversAfterItsOrderWasCancelledAndItsSessionEnded() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            var work = pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork().taskId();
            work.cancel();
            assertThat(reported.outcome()).isInstanceOf(Outcome.Died.class);
            pool.workers.sessionEnded(Orders.SESSION);
            pool.awaitCapacity(0);

            assertThat(worker.deliver(task, new Delivery.Failed("TranscoderStopped")))
                    .isEqualTo("200 OK");

            pool.awaitCapacity(1);
            assertThat(worker.end).isNotDone();
        }
    }

    @Test
    void sendsAWorkerAwayThatNeverAnswers() throws Exception {
        var times = new PoolTimes(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(10));
        try (var pool = new LocalPool(CONFIG.waiting(times));
                var worker = pool.join("w1", 1)) {
            var work = pool.workers.begin(Orders.order(1), new Orders.Reported());
            worker.nextWork();
            work.cancel();

            assertThat(worker.end.get(20, TimeUnit.SECONDS).isOk()).isTrue();
            assertThat(pool.workers.counts().lost()).isEqualTo(1);
        }
    }

    @Test
    void waitsForWhatAWorkerDeliversThatLeftPolitely() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var task = worker.nextWork();
            try (var farewell = ScriptedWorker.register(pool.uri(), "w1", 4_242, 0)) {
                assertThat(farewell.end.get(20, TimeUnit.SECONDS).getDescription())
                        .isEqualTo("zero capacity");
            }
            pool.awaitCapacity(0);
            worker.die();
            assertThat(worker.fetch(task.url(), new ByteArrayOutputStream())).isEqualTo(200);

            worker.deliver(task.taskId(), Orders.delivery(2));

            assertThat(reported.outcome()).isInstanceOf(Outcome.Done.class);
            assertThat(pool.workers.counts()).isEqualTo(new WorkerCounts(0, 0, 0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void usesAWorkerAgainThatReturns() throws Exception {
        try (var pool = LocalPool.open()) {
            try (var first = pool.join("w1", 1)) {
                first.die();
                pool.awaitCapacity(0);
            }
            try (var again = pool.join("w1", 2)) {
                var reported = new Orders.Reported();
                pool.workers.begin(Orders.order(1), reported);
                again.deliver(again.nextWork().taskId(), Orders.delivery(2));

                assertThat(reported.outcome()).isInstanceOf(Outcome.Done.class);
                assertThat(pool.workers.counts()).isEqualTo(new WorkerCounts(1, 0, 2, 0, 0, 1, 0, 0));
            }
        }
    }

    /** Of a worker of the network, which does not say who it is, each registration counts. */
    @Test
    void countsEachRegistrationOfAWorkerThatDoesNotSayWhoItIs() throws Exception {
        var registration = new WorkerRegistration("s3cr3t", 1, ScriptedWorker.ABLE);
        try (var pool = LocalPool.open();
                var first = ScriptedWorker.registerUnnamed(pool.uri(), registration)) {
            pool.awaitCapacity(1);
            try (var second = ScriptedWorker.registerUnnamed(pool.uri(), registration)) {
                pool.awaitCapacity(2);
                assertThat(first.end).isNotDone();
                second.die();
                pool.awaitCapacity(1);
            }
        }
    }

    @Test
    void spreadsSessionsOverWorkersByTheirCapacity() throws Exception {
        try (var pool = LocalPool.open();
                var small = pool.join("small", 1);
                var large = pool.join("large", 2)) {
            for (int session = 0; session < 3; session++) {
                pool.workers.begin(Orders.order(new SessionId("s" + session), 1), new Orders.Reported());
            }

            var names = new String[] {
                small.nextWork().credential().manifest().text(),
                large.nextWork().credential().manifest().text(),
                large.nextWork().credential().manifest().text()
            };
            assertThat(names).containsExactly("s0", "s1", "s2");
        }
    }

    @Test
    void endsATaskWhosePartsSayNotHowManyPixelsTheyHave() throws Exception {
        try (var pool = LocalPool.open();
                var worker = pool.join("w1", 1)) {
            var reported = new Orders.Reported();
            pool.workers.begin(Orders.order(1), reported);
            var headers = Headers.of("Authorization", "Livepeer-Transcoder-1.0")
                    .with("Credentials", "s3cr3t")
                    .with("TaskId", "" + worker.nextWork().taskId())
                    .with("Pixels", "0")
                    .with("Content-Type", "multipart/mixed; boundary=b");
            var body = "--b\r\nContent-Type: video/mp2t\r\nContent-Length: 3\r\n\r\nabc\r\n--b--\r\n";

            worker.post(headers, body.getBytes(UTF_8));

            assertThat(reported.outcome()).isInstanceOf(Outcome.Died.class);
            assertThat(pool.workers.counts().load()).isZero();
        }
    }
}
