package io.headrace.worker.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.inference.FakeRunner;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.pool.RunnerPool;
import io.headrace.inference.runner.RestartPause;
import io.headrace.inference.runner.RunnerState;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.machine.ThreadHost;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What may be said of models whose runners are started when they are needed. */
@Timeout(240)
class ReadinessTest {

    private static final Supervision USUAL = Supervision.ON_DEMAND;
    private static final Duration MOMENT = Duration.ofMillis(10);

    /** The usual one, which does not let a failed runner rest for long. */
    private static final Supervision HASTY = new Supervision(
            USUAL.healthEvery(),
            USUAL.changeEvery(),
            USUAL.misses(),
            USUAL.startPatience(),
            USUAL.loadPatience(),
            USUAL.clearPatience(),
            USUAL.beginPatience(),
            USUAL.proof(),
            USUAL.crashes(),
            new RestartPause(MOMENT, MOMENT, MOMENT),
            USUAL.rest());

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_SERVICES);
    private final BlockingQueue<Map<String, Integer>> capacities = new LinkedBlockingQueue<>();
    private Optional<RunnerPool> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(RunnerPool::close);
        http.close();
        host.close();
    }

    private RunnerPool open(String behaviour, int most) {
        var runners = ModelRunners.onDemand("noop", new ChildRunner(FakeRunner.command(behaviour)), most)
                .with(HASTY);
        var access =
                new RunnerAccess(new RunnerOpener(() -> "token", Duration.ofSeconds(60)), http, RunnerPatience.DEFAULT);
        var pool = RunnerPool.open(host, access, List.of(runners), capacities::add);
        opened = Optional.of(pool);
        return pool;
    }

    private void await(Map<String, Integer> expected) throws InterruptedException {
        Map<String, Integer> said;
        do {
            said = Optional.ofNullable(capacities.poll(60, TimeUnit.SECONDS)).orElseThrow();
        } while (!said.equals(expected));
    }

    @Test
    void aModelIsColdAsLongAsTheNextSessionHasToWaitForARunner() throws Exception {
        var workshop = new RunnerLiveWorkshop(open("well", 2), "1.2.3");
        await(Map.of("noop", 2));
        assertThat(workshop.readiness()).isEqualTo(Map.of("noop", new LiveWorkshop.Readiness(false, "1.2.3")));

        begin(workshop, "running");
        assertThat(workshop.readiness().get("noop")).isEqualTo(new LiveWorkshop.Readiness(false, "1.2.3"));

        begin(workshop, "running");
        assertThat(workshop.readiness().get("noop")).isEqualTo(new LiveWorkshop.Readiness(true, "1.2.3"));
    }

    @Test
    void aModelWhoseRunnersAllFailIsNotOfferedUntilOneHasStarted() throws Exception {
        var pool = open("stillborn", 1);
        var workshop = new RunnerLiveWorkshop(pool, "1.2.3");
        for (int crash = 0; crash < HASTY.crashes(); crash++) {
            await(Map.of("noop", 1));
            begin(workshop, "Failed");
        }
        await(Map.of());

        while (starts(pool) < 6) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }

        assertThat(capacities).isEmpty();
        assertThat(workshop.capacities()).isEmpty();
        assertThat(workshop.readiness()).isEmpty();
    }

    private static int starts(RunnerPool pool) {
        return pool.standings().getFirst().state() instanceof RunnerState.Begun begun
                ? begun.run().number()
                : 0;
    }

    /** And waits until that was told of it. */
    private static void begin(LiveWorkshop workshop, String told) throws InterruptedException {
        var words = new LinkedBlockingQueue<String>();
        workshop.begin(new LiveWorkshop.LiveOrder("m1", "noop", "{}"), new LiveWorkshop.Reports() {
            @Override
            public void running() {
                words.add("running");
            }

            @Override
            public void ended(LiveWorkshop.Ending ending) {
                words.add(ending.getClass().getSimpleName());
            }
        });
        assertThat(words.poll(60, TimeUnit.SECONDS)).isEqualTo(told);
    }
}
