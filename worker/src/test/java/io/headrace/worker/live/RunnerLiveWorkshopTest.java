package io.headrace.worker.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.inference.FakeRunner;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.pool.RunnerPool;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunnerLiveWorkshopTest {

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_SERVICES);
    private final BlockingQueue<Map<String, Integer>> capacities = new LinkedBlockingQueue<>();
    private final RunnerPool pool = RunnerPool.open(
            host,
            new RunnerAccess(new RunnerOpener(() -> "token", Duration.ofSeconds(60)), http, RunnerPatience.DEFAULT),
            List.of(ModelRunners.of("noop", new ChildRunner(FakeRunner.command("well")), 1)),
            capacities::add);
    private final LiveWorkshop workshop = new RunnerLiveWorkshop(pool, "1.2.3");
    private final Told told = new Told();

    @BeforeEach
    void isReady() throws Exception {
        assertThat(capacities.poll(60, TimeUnit.SECONDS)).isEqualTo(Map.of("noop", 1));
        assertThat(workshop.capacities()).isEqualTo(Map.of("noop", 1));
        assertThat(workshop.readiness()).isEqualTo(Map.of("noop", new LiveWorkshop.Readiness(true, "1.2.3")));
    }

    @AfterEach
    void close() {
        pool.close();
        http.close();
        host.close();
    }

    @Test
    void saysWhenNoRunnerIsFree() throws Exception {
        workshop.begin(order("another", "{}"), told).cancel();
        assertThat(told.next()).isEqualTo(new LiveWorkshop.Ending.NoRunner());

        workshop.begin(order("noop", "{}"), told);
        assertThat(told.next()).isEqualTo("running");
        workshop.begin(order("noop", "{}"), told);
        assertThat(told.next()).isEqualTo(new LiveWorkshop.Ending.NoRunner());
    }

    @Test
    void finishesWhatIsCancelledOnce() throws Exception {
        var work = workshop.begin(order("noop", "{}"), told);
        assertThat(told.next()).isEqualTo("running");

        work.cancel();
        work.cancel();

        assertThat(told.next()).isEqualTo(new LiveWorkshop.Ending.Finished());
        pool.close();
        assertThat(told.words).isEmpty();
    }

    @Test
    void saysWhatBecameOfItsRunner() throws Exception {
        workshop.begin(order("noop", "crash now"), told);

        assertThat(told.next())
                .isInstanceOfSatisfying(
                        LiveWorkshop.Ending.Failed.class,
                        failed -> assertThat(failed.sentence()).contains("code 139", "Segmentation fault"));
    }

    @Test
    void endsSessionsWhenTheWorkerIsClosed() throws Exception {
        workshop.begin(order("noop", "{}"), told);
        assertThat(told.next()).isEqualTo("running");

        pool.close();

        assertThat(told.next()).isEqualTo(new LiveWorkshop.Ending.Failed("The worker is being closed"));
        assertThat(workshop.capacities()).isEmpty();
    }

    private static LiveWorkshop.LiveOrder order(String model, String request) {
        return new LiveWorkshop.LiveOrder("m1", model, request);
    }

    private static final class Told implements LiveWorkshop.Reports {
        private final BlockingQueue<Object> words = new LinkedBlockingQueue<>();

        @Override
        public void running() {
            words.add("running");
        }

        @Override
        public void ended(LiveWorkshop.Ending ending) {
            words.add(ending);
        }

        Object next() throws InterruptedException {
            return Optional.ofNullable(words.poll(60, TimeUnit.SECONDS)).orElseThrow();
        }
    }
}
