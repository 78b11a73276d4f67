package io.headrace.examples.palette;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example as a container, built and run as its description says. */
class ImageTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(400)
    void servesFromAnImageMadeFromScratch() throws Exception {
        assumeTrue(Podman.isHere(), "no podman here, or not root: the image is not tested");
        var podman = Podman.in(folder.resolve("podman"));
        try {
            answers(podman, PaletteImage.build(podman, folder.resolve("image")));
        } finally {
            podman.remove();
        }
    }

    private void answers(Podman podman, PaletteImage image) throws Exception {
        int port = freePort();
        var id = image.start(Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port)));
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
}
