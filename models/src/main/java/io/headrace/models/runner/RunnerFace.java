package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every runner says in the same way: who it is, and what its answers and refusals look like (pipelines reference section
 * 2.1). With a token, requests that change something need it as bearer; the others never do.
 */
record RunnerFace(RunnerIdentity identity) {

    private static final String BEARER = "Bearer ";
    private static final JsonMapper JSON = JsonMapper.shared();

    List<Route> routes() {
        return Stream.of(
                        withAndWithoutSlash("GET", "/version", this::version),
                        withAndWithoutSlash("GET", "/hardware/info", exchange -> hardware(exchange, "gpu_info")),
                        withAndWithoutSlash("GET", "/hardware/stats", exchange -> hardware(exchange, "gpu_stats")))
                .flatMap(List::stream)
                .toList();
    }

    /** Answers one kind of request. */
    @FunctionalInterface
    interface Answering {
        void answer(Exchange exchange) throws IOException;
    }

    /** The network's runners know each route with a slash at its end too. */
    static List<Route> withAndWithoutSlash(String method, String path, Answering answering) {
        return List.of(
                Route.of(method, path, (exchange, _) -> answering.answer(exchange)),
                Route.of(method, path + "/", (exchange, _) -> answering.answer(exchange)));
    }

    private void version(Exchange exchange) throws IOException {
        answer(exchange, 200, named().put("version", identity.version()));
    }

    /** It computes on the processor, so that there is no graphics card to tell of. */
    private void hardware(Exchange exchange, String field) throws IOException {
        var document = named();
        document.putObject(field);
        answer(exchange, 200, document);
    }

    ObjectNode named() {
        return JSON.createObjectNode().put("pipeline", identity.pipeline()).put("model_id", identity.model());
    }

    boolean mayChange(Exchange exchange) {
        var shown = exchange.headers().first("Authorization").orElse("");
        return identity.token().isEmpty()
                || MessageDigest.isEqual((BEARER + identity.token()).getBytes(UTF_8), shown.getBytes(UTF_8));
    }

    /** Whether a request that names this model is for this runner; one that names none is. */
    boolean means(String model) {
        return model.isEmpty() || model.equals(identity.model());
    }

    String otherModel(String model) {
        return "pipeline configured with " + identity.model() + " but called with " + model + ".";
    }

    void refuse(Exchange exchange, int status, String sentence) throws IOException {
        var document = JSON.createObjectNode();
        document.putObject("detail").put("msg", sentence);
        answer(exchange, status, document);
    }

    void answer(Exchange exchange, int status, ObjectNode document) throws IOException {
        exchange.answer(status, headers(), ByteBuffer.wrap(JSON.writeValueAsBytes(document)));
    }

    /** Of every answer: how seriously the model is to be taken, and which it is. */
    Headers headers() {
        return Headers.contentType("application/json")
                .with("X-Model-Kind", identity.kind().name().toLowerCase(Locale.ROOT))
                .with("X-Model-Id", identity.model());
    }
}
