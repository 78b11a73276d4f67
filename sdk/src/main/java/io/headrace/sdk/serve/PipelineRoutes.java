package io.headrace.sdk.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.sdk.spec.OpenApi;
import io.headrace.sdk.spec.PipelineSpec;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The runner contract (pipelines section 2.1) of a pipeline; each route exists with a slash at its end besides:
 *
 * <pre>
 * POST /{name}          JSON in; JSON out, or events
 * GET  /health          {"status":"OK"}
 * GET  /version         {"pipeline","model_id","version"}
 * GET  /hardware/info   {"pipeline","model_id","gpu_info":{}}
 * GET  /hardware/stats  {"pipeline","model_id","gpu_stats":{}}
 * GET  /openapi.json    ours
 * </pre>
 *
 * With a token, requests for work need it as bearer; the others never do.
 */
final class PipelineRoutes {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PipelineSpec spec;
    private final Identity identity;
    private final PipelineCalls calls;
    private final String openApi;

    PipelineRoutes(PipelineSpec spec, Identity identity, PipelineCalls calls) {
        this.spec = spec;
        this.identity = identity;
        this.calls = calls;
        this.openApi = OpenApi.document(spec, identity.version());
    }

    Router router() {
        var routes = new ArrayList<Route>();
        routes.addAll(both("POST", "/" + spec.name(), this::work));
        routes.addAll(both("GET", "/health", exchange -> say(exchange, "{\"status\":\"OK\"}")));
        routes.addAll(both("GET", "/version", exchange -> say(exchange, version())));
        routes.addAll(both("GET", "/hardware/info", exchange -> say(exchange, hardware("gpu_info"))));
        routes.addAll(both("GET", "/hardware/stats", exchange -> say(exchange, hardware("gpu_stats"))));
        routes.addAll(both("GET", "/openapi.json", exchange -> say(exchange, openApi)));
        return new Router(routes);
    }

    /** Answers one kind of request. */
    private interface Answering {
        void answer(Exchange exchange) throws IOException;
    }

    private static List<Route> both(String method, String path, Answering answering) {
        return List.of(
                Route.of(method, path, (exchange, _) -> answering.answer(exchange)),
                Route.of(method, path + "/", (exchange, _) -> answering.answer(exchange)));
    }

    private void work(Exchange exchange) throws IOException {
        if (mayAsk(exchange)) {
            calls.handle(exchange);
        } else {
            Refusals.refuseStranger(exchange);
        }
    }

    private boolean mayAsk(Exchange exchange) {
        var shown = exchange.headers().first("Authorization").orElse("");
        return identity.token().isEmpty()
                || MessageDigest.isEqual(("Bearer " + identity.token()).getBytes(UTF_8), shown.getBytes(UTF_8));
    }

    private String version() {
        return named().put("version", identity.version()).toString();
    }

    /** Which card a pipeline uses is its own affair. */
    private String hardware(String field) {
        var document = named();
        document.putObject(field);
        return document.toString();
    }

    private ObjectNode named() {
        return JSON.createObjectNode().put("pipeline", spec.name().text()).put("model_id", identity.model());
    }

    private static void say(Exchange exchange, String json) throws IOException {
        exchange.answer(200, "application/json", json);
    }
}
