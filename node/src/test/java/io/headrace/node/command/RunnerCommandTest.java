package io.headrace.node.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.node.Main;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command as a process of its own. */
@Timeout(120)
class RunnerCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Process start(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "runner"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().remove("AUTH_TOKEN");
        return builder.start();
    }

    @Test
    void servesOneModelUntilItIsAskedToEnd() throws Exception {
        var runner = start("upscale", "--json");
        try (var client = HttpClient.newHttpClient()) {
            var document = JSON.readTree(read(runner, "}"));
            assertThat(document.path("model").stringValue()).isEqualTo("headrace/espcn-x2");
            var version = URI.create(document.path("url").stringValue() + "/version");
            var answer = client.send(HttpRequest.newBuilder(version).build(), BodyHandlers.ofString());
            assertThat(JSON.readTree(answer.body()).path("pipeline").stringValue())
                    .isEqualTo("upscale");
            var child = runner.toHandle().children().findFirst().orElseThrow();

            runner.destroy();

            assertThat(runner.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            runner.destroyForcibly();
        }
    }

    private static String read(Process process, String last) throws Exception {
        var said = new StringBuilder();
        try (var lines = process.inputReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line);
                if (line.equals(last)) {
                    return said.toString();
                }
            }
        }
        throw new IllegalStateException("It said " + said);
    }

    @Test
    void listsWhatThereIs() throws Exception {
        Files.createDirectories(folder.resolve("models/mine"));
        Files.writeString(folder.resolve("models/mine/model.onnx"), "weights");

        var list = start("list", "--models", folder.resolve("models").toString(), "--json");

        var document = JSON.readTree(list.getInputStream().readAllBytes());
        assertThat(list.waitFor()).isZero();
        assertThat(document.path("models").toString()).isEqualTo("[\"mine\"]");
        assertThat(document.path("embedded").findValuesAsString("model")).contains("headrace/espcn-x2");
        assertThat(document.path("embedded").findValuesAsString("kind")).contains("real", "classic");
    }

    @Test
    void doesNotListenToOthersWithoutAToken() throws Exception {
        var runner = start("upscale", "--host", "0.0.0.0");

        assertThat(runner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.exitValue()).isNotZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("set AUTH_TOKEN");
    }

    @Test
    void saysWhatToDoWhereNothingIsEmbedded() throws Exception {
        var runner = start("llm");

        assertThat(runner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("log"))).contains("Nothing is embedded for llm");
    }
}
