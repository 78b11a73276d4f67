package io.headrace.worker.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.container.ContainerEngine;
import io.headrace.inference.container.EngineAccess;
import io.headrace.inference.container.Podman;
import io.headrace.inference.container.PodmanService;
import io.headrace.inference.container.RunnerImage;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.runner.Duty;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ContainerLimits;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.machine.ThreadHost;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a pipeline of the network to a real container. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class ContainerBatchTest {

    private static final BatchSkill SKILL = new BatchSkill(BuiltInPipelines.TEXT_TO_IMAGE.name(), "well");

    private Optional<PodmanService> service = Optional.empty();
    private Path models = Path.of("");
    private String image = "";

    @BeforeAll
    void startPodman(@TempDir Path folder) throws Exception {
        assumeTrue(Podman.isHere(), "no podman here, or not root: containers are not tested");
        models = folder;
        service = Optional.of(PodmanService.start(folder));
        image = RunnerImage.in(podman());
    }

    @AfterAll
    void stopPodman() throws Exception {
        if (service.isPresent()) {
            service.orElseThrow().stop();
        }
    }

    private Podman podman() {
        return service.orElseThrow().podman();
    }

    /** A worker's life, from its start to its end. */
    private final class Life implements AutoCloseable {
        private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
        private final HttpClient http = HttpClient.start(ClientConfig.FOR_SERVICES);
        private final ContainerEngine engine = ContainerEngine.at(new EngineAccess(
                service.orElseThrow().host(),
                "worker-1",
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1)));
        private final RunnerBatchWorkshop workshop = new RunnerBatchWorkshop(
                host,
                new RunnerAccess(
                        new RunnerOpener(() -> "token", Duration.ofMinutes(1), engine), http, RunnerPatience.DEFAULT),
                NoFilms.HERE);

        Life() {
            var container = new ContainerRunner(
                    image,
                    SKILL.pipeline(),
                    SKILL.model(),
                    Map.of(),
                    models,
                    List.of(),
                    new ContainerLimits(256L << 20, 256, 1_024));
            workshop.add(
                    SKILL.pipeline(),
                    List.of(new ModelRunners(
                            SKILL.model(),
                            List.of(container),
                            Supervision.BATCH.resting(Duration.ofHours(1)),
                            new Duty.Calls(1))));
        }

        BatchAnswer ask(String body) throws Exception {
            var call = new BatchCall("application/json", Duration.ofMinutes(1), 1_000, 1_000);
            // The place of the request before is given back a moment after its answer.
            var free = workshop.take(SKILL);
            while (free.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                free = workshop.take(SKILL);
            }
            try (var place = free.get()) {
                return place.send(call, new ByteArrayInputStream(body.getBytes(UTF_8)));
            }
        }

        /** The test's time-out is its limit. */
        void awaitWarm(boolean warm) {
            while (!Optional.ofNullable(workshop.offers().get(SKILL))
                    .filter(offer -> offer.capacityInUse() == 0)
                    .map(ModelConstraint::warm)
                    .equals(Optional.of(warm))) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public void close() {
            workshop.close();
            engine.close();
            http.close();
            host.close();
        }
    }

    @Test
    void startsColdIsUsedAgainAndIsStartedAnewAfterACrash() throws Exception {
        try (var life = new Life()) {
            life.awaitWarm(false);
            assertThat(podman().containers()).isEmpty();

            assertThat(life.ask("a prompt")).isInstanceOf(BatchAnswer.Answered.class);
            life.awaitWarm(true);
            var first = podman().containers();
            assertThat(life.ask("another")).isInstanceOf(BatchAnswer.Answered.class);
            assertThat(podman().containers()).isEqualTo(first).hasSize(1);

            assertThat(life.ask("crash")).isInstanceOf(BatchAnswer.Failed.class);
            life.awaitWarm(false);
            assertThat(life.ask("after it")).isInstanceOf(BatchAnswer.Answered.class);
            assertThat(podman().containers()).hasSize(1).isNotEqualTo(first);
        }
        assertThat(podman().containers()).isEmpty();
    }

    @Test
    void removesWhatADeadWorkerLeftBehindAndNothingElse() throws Exception {
        podman().run(
                        "create",
                        "--name",
                        "orphan",
                        "--label",
                        "creator=headrace",
                        "--label",
                        "creator_id=worker-1",
                        image);
        podman().run(
                        "create",
                        "--name",
                        "other",
                        "--label",
                        "creator=headrace",
                        "--label",
                        "creator_id=worker-2",
                        image);
        try (var life = new Life()) {
            assertThat(life.engine.clearOrphans()).containsExactly("orphan");

            assertThat(podman().containers()).containsExactly("other");
        }
        podman().run("rm", "other");
    }
}
