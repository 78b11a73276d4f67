package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.inference.RunnerPatience;
import io.headrace.inference.call.CallLimits;
import io.headrace.inference.call.CallRequest;
import io.headrace.inference.call.CallResult;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.pool.RunnerPool;
import io.headrace.inference.runner.Duty;
import io.headrace.inference.runner.RestartPause;
import io.headrace.inference.runner.RunnerState;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ContainerLimits;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.machine.ThreadHost;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Containers under the supervision that every runner has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerPoolTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Supervision WATCHED = new Supervision(
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            5,
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            HOUR,
            1,
            new RestartPause(Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(2)),
            Optional.empty());

    private BlockingQueue<Map<String, Integer>> capacities = new LinkedBlockingQueue<>();
    private Path models;
    private PodmanService service;
    private Podman podman;
    private String image;

    @BeforeAll
    void startPodman(@TempDir Path folder) throws Exception {
        assumeTrue(Podman.isHere(), "no podman here, or not root: containers are not tested");
        models = folder;
        service = PodmanService.start(folder);
        podman = service.podman();
        image = RunnerImage.in(podman);
    }

    @AfterAll
    void stopPodman() throws Exception {
        if (service != null) {
            service.stop();
        }
    }

    private Map<String, Integer> told() throws InterruptedException {
        return Optional.ofNullable(capacities.poll(120, TimeUnit.SECONDS)).orElseThrow();
    }

    private ModelRunners runners(String model, Supervision supervision) {
        var source = new ContainerRunner(
                image,
                new PipelineName("text-to-image"),
                model,
                Map.of(),
                models,
                List.of(),
                new ContainerLimits(256L << 20, 256, 1_024));
        return new ModelRunners("m", List.of(source), supervision, new Duty.Calls(2));
    }

    private interface Use {
        void of(RunnerPool pool) throws Exception;
    }

    private void with(ModelRunners runners, Use use) throws Exception {
        var changes = new LinkedBlockingQueue<Map<String, Integer>>();
        capacities = changes;
        var access = new EngineAccess(
                service.host(), "pool", Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(1));
        try (var host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));
                var http = HttpClient.start(ClientConfig.FOR_SERVICES);
                var engine = ContainerEngine.at(access)) {
            var opener = new RunnerOpener(() -> "token", Duration.ofMinutes(1), engine);
            try (var pool = RunnerPool.open(
                    host, new RunnerAccess(opener, http, RunnerPatience.DEFAULT), List.of(runners), changes::add)) {
                use.of(pool);
            }
        }
        assertThat(podman.containers()).isEmpty();
    }

    private static CallResult ask(RunnerPool pool) throws Exception {
        var request = new CallRequest(
                new PipelineName("text-to-image"),
                "application/json",
                new CallLimits(Duration.ofMinutes(1), 1_000, 1_000));
        try (var call = pool.call("m").orElseThrow()) {
            return call.send(request, new ByteArrayInputStream("{}".getBytes(UTF_8)));
        }
    }

    private static int life(RunnerPool pool) {
        return ((RunnerState.Begun) pool.standings().getFirst().state()).run().number();
    }

    @Test
    void startsColdForTheFirstCallAndIsWarmForTheNext() throws Exception {
        with(runners("well", WATCHED.resting(HOUR)), pool -> {
            assertThat(told()).isEqualTo(Map.of("m", 2));
            assertThat(podman.containers()).isEmpty();

            assertThat(ask(pool)).isInstanceOf(CallResult.Answered.class);
            var started = podman.containers();
            assertThat(ask(pool)).isInstanceOf(CallResult.Answered.class);

            assertThat(started).hasSize(1);
            assertThat(podman.containers()).isEqualTo(started);
        });
    }

    @Test
    void startsAnewAfterACrash() throws Exception {
        with(runners("well", WATCHED), pool -> {
            assertThat(told()).isEqualTo(Map.of("m", 2));
            var first = podman.containers();

            podman.run("kill", first.getFirst());

            assertThat(told()).isEmpty();
            assertThat(told()).isEqualTo(Map.of("m", 2));
            assertThat(podman.containers()).hasSize(1).isNotEqualTo(first);
            assertThat(life(pool)).isGreaterThan(1);
            assertThat(ask(pool)).isInstanceOf(CallResult.Answered.class);
        });
    }

    @Test
    void isNoCapacityWhileItCallsItselfUnfit() throws Exception {
        with(runners("unfit", WATCHED), pool -> {
            while (!pool.standings().getFirst().unhealthy()) {
                LockSupport.parkNanos(1_000_000);
            }

            assertThat(pool.capacities()).isEmpty();
            assertThat(pool.call("m")).isEmpty();
            assertThat(capacities).isEmpty();
        });
    }
}
