package io.headrace.benchmarks.requests;

import io.headrace.benchmarks.ProcessorTime;
import io.headrace.benchmarks.soak.NetworkUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network of processes on its own chain whose workers have one model, at a runner that is there already. Every orchestrator
 * asks its price, and the cheapest has the work as long as it has room.
 */
record RequestNetwork(NetworkUnderTest network, TokenRunnerProcess runner) implements AutoCloseable {

    /** What the gateway itself took of each request. */
    static final String OVERHEAD = "headrace_gateway_request_overhead_seconds";

    private static final Pattern TICKETS = Pattern.compile("(?m)^livepeer_tickets_sent\\S* (\\S+)$");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CAPACITY = 64;
    private static final Duration UNTIL_OFFERED = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * Starts all and waits until the model is had through the gateway.
     *
     * @param folder of its own, for what the nodes keep
     * @param chain as {@code headrace up} takes it
     */
    static RequestNetwork start(Path folder, int portOffset, String chain) throws IOException, InterruptedException {
        var runner = TokenRunnerProcess.start();
        try {
            var models = Files.writeString(folder.resolve("models.json"), models(runner.uri()));
            var options = List.of(
                    "--chain",
                    chain,
                    "--live-models",
                    "none",
                    "--batch-models",
                    "none",
                    "--no-webrtc",
                    "--slots",
                    "1",
                    "--models-file",
                    models.toString());
            var started = new RequestNetwork(
                    NetworkUnderTest.start(folder, NetworkUnderTest.Roles.APART, portOffset, options), runner);
            started.awaitModel();
            return started;
        } catch (IOException | InterruptedException failed) {
            runner.close();
            throw failed;
        }
    }

    private static String models(URI runner) {
        return JSON.writeValueAsString(List.of(Map.of(
                "pipeline",
                Ask.PIPELINE,
                "model_id",
                Ask.MODEL,
                "url",
                runner.toString(),
                "warm",
                true,
                "capacity",
                CAPACITY)));
    }

    private void awaitModel() throws IOException, InterruptedException {
        long end = System.nanoTime() + UNTIL_OFFERED.toNanos();
        try (var client = new ModelClient(network.gateway())) {
            while (true) {
                try {
                    client.ask(Ask.TRIVIAL);
                    return;
                } catch (IOException notYet) {
                    if (System.nanoTime() > end) {
                        close();
                        throw notYet;
                    }
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    /** The gateway's meters, as it shows them. */
    String metrics() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var uri = network.gatewayAdmin().resolve("/metrics");
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** How many tickets the gateway has sent by then. */
    static double tickets(String metrics) {
        return TICKETS.matcher(metrics)
                .results()
                .mapToDouble(each -> Double.parseDouble(each.group(1)))
                .sum();
    }

    /**
     * What was spent of the processors until now, in nanoseconds.
     *
     * @param others of the network: orchestrators, workers, the chain
     */
    record Spent(long gateway, long others, long runner) {
        Spent since(Spent earlier) {
            return new Spent(gateway - earlier.gateway, others - earlier.others, runner - earlier.runner);
        }
    }

    Spent spent() {
        var others = network.pids().stream()
                .filter(pid -> pid != network.gatewayPid())
                .toList();
        return new Spent(
                ProcessorTime.nanos(network.gatewayPid()),
                ProcessorTime.nanos(others),
                ProcessorTime.nanos(runner.pid()));
    }

    @Override
    public void close() {
        network.close();
        runner.close();
    }
}
