package io.headrace.models.runner;

import io.headrace.models.runner.status.EventDocuments;
import io.headrace.models.runner.status.Situation;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    static final String PIPELINE = "live-video-to-video";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Runner runner;
    private final RunnerFace face;

    RunnerRoutes(Runner runner, RunnerIdentity identity) {
        this.runner = runner;
        this.face = new RunnerFace(identity);
    }

    List<Route> routes() {
        var routes = new ArrayList<>(face.routes());
        routes.addAll(List.of(
                Route.of("POST", "/" + PIPELINE, this::start),
                Route.of("POST", "/" + PIPELINE + "/stop", this::stop),
                Route.of("GET", "/health", this::health),
                Route.of("GET", "/metrics.json", this::metrics)));
        return routes;
    }

    private void start(Exchange exchange, PathParameters path) throws IOException {
        if (!face.mayChange(exchange)) {
            face.refuse(exchange, 401, "Invalid bearer token.");
            return;
        }
        StartRequest request;
        try {
            request = StartRequest.parse(exchange.body().readAll(StartRequest.MAX_BYTES));
        } catch (IllegalArgumentException wrong) {
            face.refuse(exchange, 400, String.valueOf(wrong.getMessage()));
            return;
        }
        if (!face.means(request.model())) {
            face.refuse(exchange, 400, face.otherModel(request.model()));
            return;
        }
        switch (uninterrupted(() -> runner.start(request.plan()))) {
            case Runner.Start.Started() -> face.answer(exchange, 200, started());
            case Runner.Start.StillLoading() ->
                face.refuse(exchange, 503, face.identity().model() + " is still being loaded.");
            case Runner.Start.Refused(var reason) -> face.refuse(exchange, 400, reason);
            case Runner.Start.Failed(var reason) -> face.refuse(exchange, 500, reason);
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
        if (!face.mayChange(exchange)) {
            face.refuse(exchange, 401, "Invalid bearer token.");
            return;
        }
        uninterrupted(() -> {
            runner.stop();
            return true;
        });
        face.answer(exchange, 200, JSON.createObjectNode());
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
        face.answer(exchange, 200, document);
    }

    private void metrics(Exchange exchange, PathParameters path) throws IOException {
        var document = face.named();
        document.put("state", runner.state().name());
        EventDocuments.counts(document, runner.counts());
        face.answer(exchange, 200, document);
    }
}
