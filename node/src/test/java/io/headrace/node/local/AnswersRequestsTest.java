package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.node.role.BatchModels;
import io.headrace.node.role.EmbeddedModels;
import io.headrace.node.role.LiveModels;
import io.headrace.node.role.ModelSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests from a client through a gateway, an orchestrator and a runner of its own, and the money the other way. */
class AnswersRequestsTest {

    private static final ModelSettings MODELS = ModelSettings.of(
            LiveModels.NONE,
            BatchModels.NONE.embedding(EmbeddedModels.named("upscale:espcn-x2,text-to-speech:freetts-kevin16")));

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BOUNDARY = "a-boundary-that-no-picture-has";

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<byte[]> send(LocalBench bench, String path, HttpRequest.Builder request) throws Exception {
        return client.send(
                request.uri(bench.network().gatewayUri().resolve(path))
                        .timeout(Duration.ofMinutes(2))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(LocalBench bench, String path) throws Exception {
        return send(bench, path, HttpRequest.newBuilder().GET());
    }

    private static HttpRequest.Builder document(String json) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private static HttpRequest.Builder picture(int width, int height) throws Exception {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        var form = new ByteArrayOutputStream();
        form.write(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nsharp\r\n--" + BOUNDARY
                                + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                                + "Content-Type: image/png\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        png.writeTo(form);
        form.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder()
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(form.toByteArray()));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    private static long ticketsOf(LocalBench bench, JobId job) {
        return bench.network().gateway().journal().read(job).stream()
                .filter(entry -> entry.fact() instanceof Fact.TicketsSent)
                .count();
    }

    @Test
    void byTheNetworksRoutesByOpenAisAndLater(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.computing(folder, MODELS)) {
            var upscaled = send(bench, "/upscale", picture(40, 30));

            assertThat(new String(upscaled.body(), StandardCharsets.UTF_8)).contains("/stream/");
            assertThat(upscaled.headers().firstValue("X-Model-Kind")).contains("real");
            var url = json(upscaled).path("images").path(0).path("url").stringValue();
            var result = ImageIO.read(new ByteArrayInputStream(get(bench, url).body()));
            assertThat(result.getWidth()).isEqualTo(80);
            assertThat(result.getHeight()).isEqualTo(60);
            var job = new JobId(upscaled.headers().firstValue("X-Headrace-Job").orElseThrow());
            assertThat(ticketsOf(bench, job)).isPositive();
            assertThat(fee(bench, job)).isIn("4800000", "5280000", "6000000");

            var speech = send(
                    bench,
                    "/v1/audio/speech",
                    document(
                            "{\"model\":\"headrace/freetts-kevin16\",\"input\":\"hello\",\"response_format\":\"wav\"}"));
            assertThat(new String(speech.body(), 0, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("RIFF");

            var squeezed = send(
                    bench,
                    "/v1/audio/speech",
                    document("{\"model\":\"headrace/freetts-kevin16\",\"input\":\"hello\"}"));
            assertThat(squeezed.headers().firstValue("Content-Type")).contains("audio/mpeg");
            assertThat(squeezed.body()).hasSizeBetween(1_000, speech.body().length / 2);

            var nobody = send(bench, "/text-to-image", document("{\"prompt\":\"a boat\"}"));
            assertThat(nobody.statusCode()).isEqualTo(503);
            assertThat(json(nobody).path("error").path("message").stringValue())
                    .contains("text-to-image", "/pipelines");

            keptForLater(bench);
        }
    }

    private static String fee(LocalBench bench, JobId job) {
        return bench.network().gateway().journal().read(job).stream()
                .map(entry -> entry.fact())
                .filter(Fact.FeeSettled.class::isInstance)
                .map(fact -> ((Fact.FeeSettled) fact).fee().toString())
                .findFirst()
                .orElse("none");
    }

    private void keptForLater(LocalBench bench) throws Exception {
        var later = send(bench, "/upscale", picture(20, 10).header("Prefer", "respond-async"));
        assertThat(later.statusCode()).isEqualTo(202);
        var place = later.headers().firstValue("Location").orElseThrow();
        var result = get(bench, place + "/result");
        while (result.statusCode() == 202) {
            LockSupport.parkNanos(50_000_000);
            result = get(bench, place + "/result");
        }
        assertThat(json(result).path("images").path(0).path("url").stringValue())
                .startsWith("/stream/");
    }

    @Test
    void ofAContainerThatRegistered(@TempDir Path folder) throws Exception {
        var app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var answer = new StringBuilder(asked).reverse().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        app.start();
        try (var bench = LocalBench.computing(folder, ModelSettings.NONE)) {
            bench.register("reversal", app.getAddress().getPort());

            var header = Base64.getEncoder()
                    .encodeToString(
                            ("{\"id\":\"1\",\"request\":\"{}\",\"parameters\":\"{}\",\"capability\":\"reversal\","
                                            + "\"timeout_seconds\":30}")
                                    .getBytes(StandardCharsets.UTF_8));
            var answer = send(
                    bench,
                    "/process/request/text",
                    HttpRequest.newBuilder().header("Livepeer", header).POST(BodyPublishers.ofString("abc")));
            while (answer.statusCode() != 200) {
                LockSupport.parkNanos(100_000_000);
                answer = send(
                        bench,
                        "/process/request/text",
                        HttpRequest.newBuilder().header("Livepeer", header).POST(BodyPublishers.ofString("abc")));
            }
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("cba");
        } finally {
            app.stop(0);
        }
    }

    @Test
    void isOfferedByNobodyWithoutModels(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.computing(folder, ModelSettings.NONE)) {
            assertThat(json(get(bench, "/pipelines")).path("pipelines").size()).isZero();
            assertThat(send(bench, "/upscale", picture(8, 8)).statusCode()).isEqualTo(503);
        }
    }
}
