package io.headrace.node.local;

import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.payments.Credit;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import tools.jackson.databind.json.JsonMapper;

/** A client of a local network that has the example of the sdk, and what that client's pictures cost. */
final class PaletteClient implements AutoCloseable {

    static final long WEI_PER_PIXEL = 1_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);

    private final LocalBench bench;
    private final HttpClient client = HttpClient.newHttpClient();
    private final io.headrace.transport.HttpClient node =
            io.headrace.transport.HttpClient.start(ClientConfig.FOR_NODES);

    PaletteClient(LocalBench bench) {
        this.bench = bench;
    }

    /** With which the example listens on a free port and registers itself there. */
    Map<String, String> environment(OrchestratorRole orchestrator) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var secret =
                bench.folder().resolve("network").resolve(orchestrator.name()).resolve("orch.secret");
        return Map.of(
                "HOST", "127.0.0.1",
                "PORT", Integer.toString(port),
                "ORCH_URL", orchestrator.serviceUri(),
                "ORCH_SECRET", Files.readString(secret).strip(),
                "CAPABILITY_URL", "http://127.0.0.1:" + port,
                "CAPABILITY_PRICE_PER_UNIT", Long.toString(WEI_PER_PIXEL),
                "CAPABILITY_MOST_UNITS", "1000000");
    }

    HttpResponse<String> ask(String body) throws Exception {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> begin(String body) {
        return client.sendAsync(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        var job =
                "{\"id\":\"1\",\"request\":\"{}\",\"parameters\":\"{}\",\"capability\":\"palette\",\"timeout_seconds\":30}";
        return HttpRequest.newBuilder(bench.network().gatewayUri().resolve("/process/request/palette"))
                .timeout(Duration.ofMinutes(1))
                .header("Livepeer", Base64.getEncoder().encodeToString(job.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** A request about a black picture. */
    static String picture(int width, int height) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        return "{\"image\":\"" + Base64.getEncoder().encodeToString(png.toByteArray()) + "\"}";
    }

    /** How many of its places are taken at an orchestrator; empty where it is not on offer. */
    Optional<Integer> inUse(OrchestratorRole orchestrator) throws IOException, InterruptedException {
        var call = HttpCall.get(URI.create(orchestrator.serviceUri() + "/capabilities"), PATIENT);
        try (var answer = node.send(call)) {
            for (var each : JSON.readTree(answer.readAll())) {
                if (each.path("name").asString().equals("palette")) {
                    return Optional.of(each.path("inUse").asInt());
                }
            }
            return Optional.empty();
        }
    }

    /** Of all jobs, in order. */
    <F extends Fact> List<F> facts(Class<F> kind) {
        var journal = bench.network().gateway().journal();
        return journal.jobs().stream()
                .flatMap((JobId job) -> journal.read(job).stream())
                .map(entry -> entry.fact())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What the orchestrator must have left of ours, in whole wei: all that it was sent, without the pixels. */
    String left(OrchestratorRole orchestrator, long pixels) {
        var sent = facts(Fact.TicketsSent.class).stream()
                .filter(tickets -> tickets.orchestrator().service().toString().equals(orchestrator.serviceUri()))
                .map(Fact.TicketsSent::expectedValue)
                .reduce(Credit.ZERO, Credit::plus);
        var left = sent.minus(Credit.of(WEI_PER_PIXEL * pixels));
        return left.numerator().divide(left.denominator()).max(BigInteger.ZERO).toString();
    }

    @Override
    public void close() {
        node.close();
        client.close();
    }
}
