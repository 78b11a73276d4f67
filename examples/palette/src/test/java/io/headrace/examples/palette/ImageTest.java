package io.headrace.examples.palette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.inference.container.Podman;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example as a container, built and run as its description says. */
class ImageTest {
    private static final String IMAGE = "localhost/headrace-test-palette";

    @TempDir
    Path folder;

    @Test
    @Timeout(400)
    void servesFromAnImageMadeFromScratch() throws Exception {
        assumeTrue(Podman.isHere(), "no podman here, or not root: the image is not tested");
        var podman = Podman.in(folder.resolve("podman"));
        try {
            buildImage(podman);
            answers(podman);
        } finally {
            podman.stop();
        }
    }

    private void answers(Podman podman) throws Exception {
        int port = freePort();
        var id = podman.run(
                "run",
                "--detach",
                "--rm",
                "--network=host",
                "--env=HOST=127.0.0.1",
                "--env=PORT=" + port,
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=32768:32768",
                IMAGE);
        try (var client = HttpClient.newHttpClient()) {
            var base = URI.create("http://127.0.0.1:" + port);
            awaitHealth(podman, client, base, id);

            var answer = post(client, base, Pictures.request(Pictures.png(4, 3)));

            assertThat(answer.body())
                    .isEqualTo("{\"colours\":[{\"hex\":\"#0000f0\",\"share\":0.75},"
                            + "{\"hex\":\"#f00000\",\"share\":0.25}]}");
            assertThat(answer.headers().firstValue("X-Headrace-Units")).contains("12");

            var bad = post(client, base, "{\"image\":5}");

            assertThat(bad.statusCode()).isEqualTo(422);
            assertThat(bad.body()).contains("\"loc\":[\"body\",\"image\"]");
            assertThat(bad.headers().firstValue("X-Headrace-Units")).isEmpty();
        } finally {
            podman.run("stop", "--time=10", id);
        }
    }

    private static HttpResponse<String> post(HttpClient client, URI base, String body) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve("/palette"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void buildImage(Podman podman) throws Exception {
        var context = folder.resolve("image");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("..", "Context.java").toString(),
                context.toString()));
        Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .forEach(command::add);
        build(command);
        podman.run("build", "--tag=" + IMAGE, "--file=Containerfile", context.toString());
    }

    /** Until it answers; a container that has ended instead fails the look at its log. */
    private void awaitHealth(Podman podman, HttpClient client, URI base, String id) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve("/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (true) {
            try {
                client.send(request, HttpResponse.BodyHandlers.ofString());
                return;
            } catch (IOException notYet) {
                podman.run("logs", id);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void build(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }
}
