package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.node.role.ModelSettings;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.payments.Credit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of the sdk as a process of its own, which registers itself, is called through a gateway and paid by pixels. */
@Timeout(300)
class PaidByItsOwnUnitTest {

    private static final long WEI_PER_PIXEL = 1_000;

    private final HttpClient client = HttpClient.newHttpClient();

    private static Process palette(LocalBench bench, OrchestratorRole orchestrator) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var secret =
                bench.folder().resolve("network").resolve(orchestrator.name()).resolve("orch.secret");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.headrace.examples.palette.Palette")
                .redirectErrorStream(true)
                .redirectOutput(bench.folder().resolve("palette.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOST", "127.0.0.1",
                        "PORT", Integer.toString(port),
                        "ORCH_URL", orchestrator.serviceUri(),
                        "ORCH_SECRET", Files.readString(secret).strip(),
                        "CAPABILITY_URL", "http://127.0.0.1:" + port,
                        "CAPABILITY_PRICE_PER_UNIT", Long.toString(WEI_PER_PIXEL),
                        "CAPABILITY_MOST_UNITS", "1000000"));
        return builder.start();
    }

    private HttpResponse<String> ask(LocalBench bench, String body) throws Exception {
        var job =
                "{\"id\":\"1\",\"request\":\"{}\",\"parameters\":\"{}\",\"capability\":\"palette\",\"timeout_seconds\":30}";
        var request = HttpRequest.newBuilder(bench.network().gatewayUri().resolve("/process/request/palette"))
                .timeout(Duration.ofMinutes(1))
                .header("Livepeer", Base64.getEncoder().encodeToString(job.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String picture(int width, int height) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        return "{\"image\":\"" + Base64.getEncoder().encodeToString(png.toByteArray()) + "\"}";
    }

    private static <F extends Fact> List<F> facts(LocalBench bench, Class<F> kind) {
        var journal = bench.network().gateway().journal();
        return journal.jobs().stream()
                .flatMap((JobId job) -> journal.read(job).stream())
                .map(entry -> entry.fact())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What the orchestrator must have left of ours, in whole wei: all that was sent, without the pixels. */
    private static String left(LocalBench bench, long pixels) {
        var sent = facts(bench, Fact.TicketsSent.class).stream()
                .map(Fact.TicketsSent::expectedValue)
                .reduce(Credit.ZERO, Credit::plus);
        var left = sent.minus(Credit.of(WEI_PER_PIXEL * pixels));
        return left.numerator().divide(left.denominator()).max(BigInteger.ZERO).toString();
    }

    @Test
    void pixelForPixelToTheWei(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.computing(folder, ModelSettings.NONE)) {
            var palette = palette(bench, bench.network().orchestrators().getFirst());
            try {
                var first = ask(bench, picture(4, 3));
                while (first.statusCode() == 400 && palette.isAlive()) {
                    LockSupport.parkNanos(200_000_000);
                    first = ask(bench, picture(4, 3));
                }

                assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
                assertThat(first.body()).isEqualTo("{\"colours\":[{\"hex\":\"#000000\",\"share\":1.0}]}");
                assertThat(first.headers().firstValue("X-Headrace-Units")).contains("12");
                assertThat(first.headers().firstValue("Livepeer-Balance")).contains(left(bench, 12));

                var second = ask(bench, picture(5, 5));
                assertThat(second.headers().firstValue("X-Headrace-Units")).contains("25");
                assertThat(second.headers().firstValue("Livepeer-Balance")).contains(left(bench, 37));

                var bad = ask(bench, "{\"image\":5}");
                assertThat(bad.statusCode()).isEqualTo(422);
                assertThat(bad.body()).contains("\"loc\":[\"body\",\"image\"]");
                assertThat(bad.headers().firstValue("Livepeer-Balance")).contains(left(bench, 37));

                assertThat(facts(bench, Fact.FeeSettled.class))
                        .extracting(Fact.FeeSettled::fee)
                        .contains(Credit.of(12 * WEI_PER_PIXEL), Credit.of(25 * WEI_PER_PIXEL));
                assertThat(facts(bench, Fact.Remarked.class))
                        .extracting(Fact.Remarked::sentence)
                        .anyMatch(sentence -> sentence.startsWith("The application told 25 units, each a pixel"));
            } finally {
                palette.destroy();
                assertThat(palette.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
