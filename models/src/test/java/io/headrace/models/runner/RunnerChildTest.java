package io.headrace.models.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, in a process of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RunnerChildTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private static Process start(String... args) throws Exception {
        return start(Path.of("/dev/null"), args);
    }

    private static Process start(Path errors, String... args) throws Exception {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RunnerChild.class.getName()));
        for (var name : List.of("org.bytedeco.javacpp.platform.extension", "org.bytedeco.javacpp.cachedir")) {
            command.add(1, "-D" + name + "=" + System.getProperty(name, ""));
        }
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String health(HttpClient http, int port) throws Exception {
        var limits = new HttpCall.Limits(PATIENCE, PATIENCE, 4_096);
        try (var answer = http.send(HttpCall.get(URI.create("http://127.0.0.1:" + port + "/health"), limits))) {
            return new String(answer.readAll(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void saysWhereItListensGetsReadyAndEndsWithItsParent() throws Exception {
        var portFile = directory.resolve("port");
        var child = start("--model", "noop", "--port-file", portFile.toString());
        try (var out = output(child);
                var http = HttpClient.start(ClientConfig.FOR_NODES)) {
            var line = out.readLine();
            assertThat(line).matches("listening [0-9]+");
            int port = Integer.parseInt(line.substring("listening ".length()));
            assertThat(Files.readString(portFile)).isEqualTo(Integer.toString(port));
            while (health(http, port).contains("LOADING")) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(health(http, port)).isEqualTo("{\"status\":\"IDLE\"}");

            child.getOutputStream().close();

            assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
            assertThat(out.readLine()).as("nothing else is said").isNull();
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void servesABatchPipelineToo() throws Exception {
        var child = start("--pipeline", "upscale", "--model", "headrace/espcn-x2");
        try (var out = output(child);
                var http = HttpClient.start(ClientConfig.FOR_NODES)) {
            int port = Integer.parseInt(out.readLine().substring("listening ".length()));
            while (health(http, port).contains("LOADING")) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(health(http, port)).isEqualTo("{\"status\":\"OK\"}");
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void endsWithThreeAndASentenceWhereNothingIsEmbedded() throws Exception {
        var said = directory.resolve("said");
        var child = start(said, "--pipeline", "llm", "--model", "meta-llama/llama-3.1-8B-Instruct");

        assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(3);
        assertThat(Files.readString(said)).contains("No model").contains("container");
    }

    @Test
    void endsWithTwoWhenItIsNotCalledRight() throws Exception {
        var child = start("--model", "no-such-model");

        assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(2);
    }
}
