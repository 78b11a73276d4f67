package io.headrace.inference.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.inference.source.ContainerLimits;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.Containers;
import io.headrace.inference.source.Opening;
import io.headrace.pipeline.PipelineName;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of an opening when the container engine is absent, slow, or says what nobody expects. */
class EngineTroubleTest {

    private static final ContainerRunner RUNNER = new ContainerRunner(
            "livepeer/ai-runner:latest",
            new PipelineName("text-to-image"),
            "stabilityai/sdxl-turbo",
            Map.of("SFAST", "true"),
            Path.of("/var/models"),
            List.of("0", "GPU-7"),
            new ContainerLimits(1L << 30, 512, 2_048));
    private static final String OURS =
            "{\"Id\":\"c1\",\"Config\":{\"Labels\":{\"creator\":\"headrace\",\"creator_id\":\"me\"}}}";
    private static final String THEIRS =
            "{\"Id\":\"c1\",\"Config\":{\"Labels\":{\"creator\":\"headrace\",\"creator_id\":\"you\"}}}";

    private final FakeEngine fake;
    private final ContainerEngine engine;

    EngineTroubleTest() throws Exception {
        fake = new FakeEngine();
        engine = ContainerEngine.at(access(fake.host()));
    }

    private static EngineAccess access(URI host) {
        return new EngineAccess(host, "me", Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ZERO);
    }

    @AfterEach
    void close() {
        engine.close();
        fake.close();
    }

    private static String failure(ContainerEngine engine) throws InterruptedException {
        return switch (engine.open(RUNNER, "s3cr3t")) {
            case Opening.Opened(var runner) -> throw new AssertionError("Opened at " + runner.address());
            case Opening.Failed(var sentence) -> sentence;
        };
    }

    private List<String> calls() {
        return fake.asked.stream()
                .map(call -> call.split(" ")[0] + " " + call.split(" ")[1])
                .toList();
    }

    @Test
    void saysWhereNobodyListens() throws Exception {
        try (var absent = ContainerEngine.at(access(URI.create("tcp://127.0.0.1:9")));
                var unmade = ContainerEngine.at(access(URI.create("unix:///nowhere/docker.sock")))) {
            assertThat(failure(absent)).contains("tcp://127.0.0.1:9", "list containers", "is it running");
            assertThat(failure(unmade)).contains("unix:///nowhere/docker.sock", "is it running");
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        fake.isSilentAt("GET /containers/json");

        assertThat(failure(engine)).contains("did not answer");
    }

    @Test
    void doesNotWaitForEverAtASocketOfItsMachine(@TempDir Path folder) throws Exception {
        var socket = folder.resolve("silent.sock");
        try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            try (var asked = ContainerEngine.at(access(URI.create("unix://" + socket)))) {
                assertThat(failure(asked)).contains("did not answer");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{", "{\"a\":1}", ""})
    void takesGarbageForNoAnswer(String garbage) throws Exception {
        fake.says("GET /containers/json", 200, garbage);

        assertThat(failure(engine)).isNotBlank();
        assertThat(calls()).doesNotContain("POST /containers/create");
    }

    @Test
    void saysWhatTheEngineSaid() throws Exception {
        fake.says("GET /containers/json", 200, "[]")
                .says("POST /containers/create", 500, "{\"message\":\"no space left\\non device\"}");

        assertThat(failure(engine))
                .contains("does not create a container of livepeer/ai-runner:latest", "no space left on device")
                .doesNotContain("s3cr3t");
    }

    @Test
    void removesWhatAnEngineMadeWithoutSayingSo() throws Exception {
        fake.says("GET /containers/json", 200, "[]")
                .isSilentAt("POST /containers/create")
                .says("GET /containers/headrace-me-1/json", 200, OURS)
                .says("DELETE /containers/headrace-me-1", 204, "");

        assertThat(failure(engine)).contains("did not answer");
        assertThat(calls()).contains("DELETE /containers/headrace-me-1");
    }

    @Test
    void removesNothingOfAnybodyElse() throws Exception {
        fake.says("GET /containers/json", 200, """
                        [{"Id":"a","Names":["/a"],"Labels":{"creator":"headrace","creator_id":"you"}},
                         {"Id":"b","Names":["/b"],"Labels":{"creator":"ai-worker","creator_id":"me"}},
                         {"Id":"c","Names":["/c"],"Labels":{}},{"Id":"d","Names":["/d"]}]""")
                .isSilentAt("POST /containers/create")
                .says("GET /containers/headrace-me-1/json", 200, THEIRS);

        failure(engine);

        assertThat(calls()).noneMatch(call -> call.startsWith("DELETE") || call.contains("/stop"));
    }

    @Test
    void leavesTheContainerWhoseNameIsTaken() throws Exception {
        fake.says("GET /containers/json", 200, "[]")
                .says("POST /containers/create", 409, "{\"message\":\"name in use\"}");

        assertThat(failure(engine)).contains("name in use");
        assertThat(calls()).containsExactly("GET /containers/json", "POST /containers/create");
    }

    @Test
    void ordersWhatTheContractOfRunnersAsksFor() throws Exception {
        fake.says("GET /containers/json", 200, "[]").says("POST /containers/create", 500, "{}");

        failure(engine);

        var order = order();
        assertThat(order.path("Image").asString()).isEqualTo("livepeer/ai-runner:latest");
        assertThat(order.path("Env"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(
                        "PIPELINE=text-to-image",
                        "MODEL_ID=stabilityai/sdxl-turbo",
                        "AUTH_TOKEN=s3cr3t",
                        "HOST=0.0.0.0",
                        "PORT=8000",
                        "SFAST=true");
        assertThat(order.path("Labels").toString()).contains("\"creator\":\"headrace\"", "\"creator_id\":\"me\"");
        var host = order.path("HostConfig");
        assertThat(host.path("PortBindings")
                        .path("8000/tcp")
                        .path(0)
                        .path("HostIp")
                        .asString())
                .isEqualTo("127.0.0.1");
        assertThat(host.path("PortBindings")
                        .path("8000/tcp")
                        .path(0)
                        .path("HostPort")
                        .asString(""))
                .isEmpty();
        assertThat(host.path("Mounts").path(0).toString()).contains("\"/var/models\"", "\"/models\"", "bind");
        assertThat(host.path("DeviceRequests").path(0).path("DeviceIDs").toString())
                .isEqualTo("[\"0\",\"GPU-7\"]");
        assertThat(host.path("DeviceRequests").path(0).path("Capabilities").toString())
                .isEqualTo("[[\"gpu\"]]");
        assertThat(host.path("Memory").asLong()).isEqualTo(1L << 30);
        assertThat(host.path("MemorySwap").asLong()).isEqualTo(1L << 30);
        assertThat(host.path("PidsLimit").asLong()).isEqualTo(512);
        assertThat(host.path("Ulimits").toString()).contains("nofile", "2048");
        assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
        assertThat(host.path("RestartPolicy").path("Name").asString("")).isIn("", "no");
    }

    private JsonNode order() {
        var create = fake.asked.stream()
                .filter(call -> call.startsWith("POST /containers/create "))
                .findFirst();
        return JsonMapper.shared().readTree(create.orElseThrow().substring("POST /containers/create ".length()));
    }

    @Test
    void cannotStartAContainerWithoutAnEngine() throws Exception {
        assertThat(Containers.NONE.open(RUNNER, "s3cr3t"))
                .isInstanceOfSatisfying(
                        Opening.Failed.class,
                        failed -> assertThat(failed.sentence()).contains("DOCKER_HOST", "livepeer/ai-runner:latest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:1", "tcp://h", "unix:relative", "docker.sock", "npipe:////./pipe/docker"})
    void knowsWhereEnginesAre(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineAccess.of(URI.create(host), "me"))
                .withMessageContaining(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä"})
    void namesItsCreatorPlainly(String creator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineAccess.of(URI.create("unix:///run/docker.sock"), creator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lower", "AUTH_TOKEN", "PORT", "A=B", "", "1A"})
    void takesNoFlagThatIsNone(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContainerRunner(
                        "image",
                        new PipelineName("llm"),
                        "m",
                        Map.of(name, "x"),
                        Path.of("/models"),
                        List.of(),
                        ContainerLimits.DEFAULT));
    }
}
