package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.inference.RunnerClient;
import io.headrace.inference.RunnerHealth;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.RunnerReply;
import io.headrace.inference.source.ContainerLimits;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.OpenRunner;
import io.headrace.inference.source.Opening;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real containers, of Podman. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerEngineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Path folder;
    private PodmanService service;
    private Podman podman;
    private String image;
    private HttpClient http;
    private ContainerEngine engine;

    @BeforeAll
    void startPodman(@TempDir Path temporary) throws Exception {
        assumeTrue(Podman.isHere(), "no podman here, or not root: containers are not tested");
        folder = temporary;
        service = PodmanService.start(folder);
        podman = service.podman();
        image = RunnerImage.in(podman);
        http = HttpClient.start(ClientConfig.FOR_SERVICES);
        engine = ContainerEngine.at(access("worker-1"));
    }

    @AfterAll
    void stopPodman() throws Exception {
        if (service != null) {
            engine.close();
            http.close();
            service.stop();
        }
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        assertThat(podman.containers()).isEmpty();
    }

    private EngineAccess access(String creator) {
        return new EngineAccess(service.host(), creator, Duration.ofSeconds(5), Duration.ofMinutes(1), SECOND);
    }

    private ContainerRunner runner(String model) {
        return new ContainerRunner(
                image,
                new PipelineName("live-video-to-video"),
                model,
                Map.of("SFAST", "true"),
                folder,
                List.of(),
                new ContainerLimits(256L << 20, 256, 1_024));
    }

    private static OpenRunner opened(Opening opening) {
        return switch (opening) {
            case Opening.Opened(var runner) -> runner;
            case Opening.Failed(var sentence) -> throw new AssertionError(sentence);
        };
    }

    private static String failed(Opening opening) {
        return switch (opening) {
            case Opening.Opened(var runner) -> {
                runner.close();
                throw new AssertionError("It was opened");
            }
            case Opening.Failed(var sentence) -> sentence;
        };
    }

    private RunnerClient ready(OpenRunner runner) throws InterruptedException {
        var client = new RunnerClient(http, runner.address(), new RunnerPatience(SECOND, SECOND, SECOND));
        while (!(client.health() instanceof RunnerHealth.Idle)) {
            assertThat(runner.gone()).isNotDone();
        }
        return client;
    }

    @Test
    void startsARunnerThatAnswersOnLoopbackAlone() throws Exception {
        try (var runner = opened(engine.open(runner("well"), "s3cr3t"))) {
            var client = ready(runner);

            assertThat(client.startLive("{}"))
                    .isEqualTo(new RunnerReply.Given<>("{\"publish_url\":\"\",\"subscribe_url\":\"\"}"));
            assertThat(runner.address().base().getHost()).isEqualTo("127.0.0.1");
            for (var address : addresses()) {
                assertThat(connects(address, runner.address().base().getPort()))
                        .as(address.toString())
                        .isFalse();
            }
        }
    }

    private static List<Inet4Address> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(Inet4Address.class::cast)
                .toList();
    }

    private static boolean connects(Inet4Address address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void tellsTheEndOfOneThatWasKilled() throws Exception {
        try (var runner = opened(engine.open(runner("well"), "token"))) {
            ready(runner);

            podman.run("kill", podman.containers().getFirst());

            assertThat(runner.gone().get(30, TimeUnit.SECONDS)).contains("ended with code 137", image);
        }
    }

    @Test
    void keepsTheLastWordsOfOneThatDoesNotStart() throws Exception {
        try (var runner = opened(engine.open(runner("stillborn"), "token"))) {
            assertThat(runner.gone().get(30, TimeUnit.SECONDS)).contains("ended with code 3");
            assertThat(runner.lastLines()).containsExactly("no such model");
        }
    }

    @Test
    void saysHowToGetAnImageThatIsNotHere() throws Exception {
        var missing = new ContainerRunner(
                "livepeer/ai-runner:no-such",
                new PipelineName("llm"),
                "m",
                Map.of(),
                folder,
                List.of(),
                ContainerLimits.DEFAULT);

        assertThat(failed(engine.open(missing, "token")))
                .contains(
                        "livepeer/ai-runner:no-such",
                        "is not on the machine",
                        "podman pull livepeer/ai-runner:no-such");
    }

    @Test
    void killsOneThatDoesNotEndWhenItIsAsked() throws Exception {
        var runner = opened(engine.open(runner("deaf"), "token"));
        ready(runner);
        var end = runner.gone();

        runner.close();

        assertThat(podman.containers()).isEmpty();
        assertThat(end).isNotCompletedExceptionally();
    }

    @Test
    void removesWhatAnEarlierLifeLeftBehindAndNothingElse() throws Exception {
        var stranger = podman.run("create", "--ulimit=nofile=64:64", "--ulimit=nproc=64:64", "--name=stranger", image);
        var theirs = podman.run(
                "create",
                "--ulimit=nofile=64:64",
                "--ulimit=nproc=64:64",
                "--name=theirs",
                "--label=creator=ai-worker",
                "--label=creator_id=worker-2",
                image);
        try (var neighbour = ContainerEngine.at(access("worker-3"));
                var earlier = ContainerEngine.at(access("worker-2"));
                var later = ContainerEngine.at(access("worker-2"))) {
            var beside = opened(neighbour.open(runner("well"), "token"));
            opened(earlier.open(runner("well"), "token"));
            opened(earlier.open(runner("well"), "token"));

            assertThat(later.clearOrphans()).containsExactlyInAnyOrder("headrace-worker-2-1", "headrace-worker-2-2");

            assertThat(podman.containers()).containsExactly("headrace-worker-3-1", "stranger", "theirs");
            assertThat(later.clearOrphans()).isEmpty();
            beside.close();
        } finally {
            podman.run("rm", stranger, theirs);
        }
    }

    @Test
    void removesOrphansBeforeItsFirstContainer() throws Exception {
        try (var earlier = ContainerEngine.at(access("worker-4"));
                var later = ContainerEngine.at(access("worker-4"))) {
            opened(earlier.open(runner("well"), "token"));

            opened(later.open(runner("well"), "token")).close();

            assertThat(podman.containers()).isEmpty();
        }
    }

    @Test
    void leavesNothingOfAnOpeningThatNobodyWants() throws Exception {
        var opener = Thread.ofVirtual().unstarted(() -> {
            try {
                engine.open(runner("well"), "token");
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
        });
        opener.start();
        opener.interrupt();

        assertThat(opener.join(Duration.ofMinutes(1))).isTrue();
        assertThat(podman.containers()).isEmpty();
    }

    @Test
    void goesOnWithoutItsEngineAndHearsOfTheEndWhenItIsBack() throws Exception {
        try (var runner = opened(engine.open(runner("well"), "token"))) {
            var client = ready(runner);

            service.pause();
            assertThat(client.health()).isInstanceOf(RunnerHealth.Idle.class);
            assertThat(runner.lastLines()).isEmpty();
            assertThat(runner.gone()).isNotDone();
            assertThat(failed(engine.open(runner("well"), "token")))
                    .contains(service.host().toString(), "did not answer");

            podman.run("kill", podman.containers().getFirst());
            service.resume();
            assertThat(runner.gone().get(30, TimeUnit.SECONDS)).contains("ended with code 137");
        }
    }

    @Test
    void hearsThatSomebodyRemovedIt() throws Exception {
        try (var runner = opened(engine.open(runner("well"), "token"))) {
            podman.run("rm", "--force", "--time=0", podman.containers().getFirst());

            assertThat(runner.gone().get(30, TimeUnit.SECONDS)).containsAnyOf("was removed", "ended with code");
        }
    }

    @Test
    void givesTheRunnerTheEnvironmentOfTheContractAndNoMore() throws Exception {
        try (var runner = opened(engine.open(runner("well"), "token"));
                var answer = http.send(HttpCall.get(
                        runnerReady(runner).resolve("/environment"), new HttpCall.Limits(SECOND, SECOND, 10_000)))) {
            assertThat(new String(answer.readAll(), UTF_8).split(" "))
                    .contains("PIPELINE", "MODEL_ID", "AUTH_TOKEN", "HOST", "PORT", "SFAST")
                    .doesNotContain("JAVA_HOME", "DOCKER_HOST");
        }
    }

    private URI runnerReady(OpenRunner runner) throws InterruptedException {
        ready(runner);
        return runner.address().base();
    }
}
