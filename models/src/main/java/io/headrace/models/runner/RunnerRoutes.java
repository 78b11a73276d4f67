package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.models.runner.status.EventDocuments;
import io.headrace.models.runner.status.Situation;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The runner contract over HTTP (real-time reference section 8.1), and what we add to it:
 *
 * <pre>
 * POST /live-video-to-video        begin a session; the one that runs is stopped first
 * POST /live-video-to-video/stop   ours: end the session that runs
 * GET  /health                     {"status":"LOADING"|"IDLE"|"OK"|"ERROR"}
 * GET  /version                    {"pipeline","model_id","version"}
 * GET  /hardware/info              {"pipeline","model_id","gpu_info":{}}
 * GET  /hardware/stats             {"pipeline","model_id","gpu_stats":{}}
 * GET  /metrics.json               ours: the state, and the counts of the session that runs or ran last
 * </pre>
 *
 * Every answer says by {@code X-Model-Kind} how seriously the model is to be taken. Refusals are {@code {"detail":{"msg"}}}.
 * With a token, requests that change something need it as bearer; the others never do.
 */
final class RunnerRoutes {

    private static final String PIPELINE = "live-video-to-video";
    private static final String BEARER = "Bearer ";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Runner runner;
    private final RunnerIdentity identity;

    RunnerRoutes(Runner runner, RunnerIdentity identity) {
        this.runner = runner;
        this.identity = identity;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/" + PIPELINE, this::start),
                Route.of("POST", "/" + PIPELINE + "/stop", this::stop),
                Route.of("GET", "/health", this::health),
                Route.of("GET", "/version", this::version),
                Route.of("GET", "/hardware/info", (exchange, _) -> hardware(exchange, "gpu_info")),
                Route.of("GET", "/hardware/stats", (exchange, _) -> hardware(exchange, "gpu_stats")),
                Route.of("GET", "/metrics.json", this::metrics));
    }

    private void start(Exchange exchange, PathParameters path) throws IOException {
        if (!mayChange(exchange)) {
            refuse(exchange, 401, "Invalid bearer token.");
            return;
        }
        StartRequest request;
        try {
            request = StartRequest.parse(exchange.body().readAll(StartRequest.MAX_BYTES));
        } catch (IllegalArgumentException wrong) {
            refuse(exchange, 400, String.valueOf(wrong.getMessage()));
            return;
        }
        if (!request.model().isEmpty() && !request.model().equals(identity.model())) {
            refuse(
                    exchange,
                    400,
                    "pipeline configured with " + identity.model() + " but called with " + request.model() + ".");
            return;
        }
        switch (uninterrupted(() -> runner.start(request.plan()))) {
            case Runner.Start.Started() -> answer(exchange, 200, started());
            case Runner.Start.StillLoading() -> refuse(exchange, 503, identity.model() + " is still being loaded.");
            case Runner.Start.Refused(var reason) -> refuse(exchange, 400, reason);
            case Runner.Start.Failed(var reason) -> refuse(exchange, 500, reason);
        }
    }

    private static ObjectNode started() {
        var document = JSON.createObjectNode();
        for (var url : List.of("publish_url", "subscribe_url", "control_url", "events_url")) {
            document.put(url, "");
        }
        return document;
    }

    private void stop(Exchange exchange, PathParameters path) throws IOException {
        if (!mayChange(exchange)) {
            refuse(exchange, 401, "Invalid bearer token.");
            return;
        }
        uninterrupted(() -> {
            runner.stop();
            return true;
        });
        answer(exchange, 200, JSON.createObjectNode());
    }

    /** Something that waits. */
    private interface Waiting<T> {
        T get() throws InterruptedException;
    }

    private static <T> T uninterrupted(Waiting<T> waiting) throws IOException {
        try {
            return waiting.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("The runner ends", interrupted);
        }
    }

    private void health(Exchange exchange, PathParameters path) throws IOException {
        var document = JSON.createObjectNode();
        document.put("status", runner.state().health().name());
        if (runner.situation() instanceof Situation.Unfit(var reason)) {
            document.put("reason", reason);
        }
        answer(exchange, 200, document);
    }

    private void version(Exchange exchange, PathParameters path) throws IOException {
        answer(exchange, 200, named().put("version", identity.version()));
    }

    /** It computes on the processor, so that there is no graphics card to tell of. */
    private void hardware(Exchange exchange, String field) throws IOException {
        var document = named();
        document.putObject(field);
        answer(exchange, 200, document);
    }

    private void metrics(Exchange exchange, PathParameters path) throws IOException {
        var document = named();
        document.put("state", runner.state().name());
        EventDocuments.counts(document, runner.counts());
        answer(exchange, 200, document);
    }

    private ObjectNode named() {
        return JSON.createObjectNode().put("pipeline", PIPELINE).put("model_id", identity.model());
    }

    private boolean mayChange(Exchange exchange) {
        var shown = exchange.headers().first("Authorization").orElse("");
        return identity.token().isEmpty()
                || MessageDigest.isEqual((BEARER + identity.token()).getBytes(UTF_8), shown.getBytes(UTF_8));
    }

    private void refuse(Exchange exchange, int status, String sentence) throws IOException {
        var document = JSON.createObjectNode();
        document.putObject("detail").put("msg", sentence);
        answer(exchange, status, document);
    }

    private void answer(Exchange exchange, int status, ObjectNode document) throws IOException {
        var headers = Headers.contentType("application/json")
                .with("X-Model-Kind", identity.kind().name().toLowerCase(Locale.ROOT));
        exchange.answer(status, headers, ByteBuffer.wrap(JSON.writeValueAsBytes(document)));
    }
}
