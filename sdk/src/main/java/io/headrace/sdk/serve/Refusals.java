package io.headrace.sdk.serve;

import io.headrace.sdk.shape.Violation;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a runner says no (pipelines section 1.3): {@code {"detail":{"msg"}}}, and a list of violations for 422. */
final class Refusals {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Headers HEAD = Headers.contentType("application/json");

    private Refusals() {}

    static void refuse(Exchange exchange, int status, String sentence) throws IOException {
        send(exchange, status, HEAD, sentence);
    }

    static void refuseStranger(Exchange exchange) throws IOException {
        send(exchange, 401, HEAD.with("WWW-Authenticate", "Bearer"), "Invalid bearer token.");
    }

    static void sendLater(Exchange exchange, String sentence) throws IOException {
        send(exchange, 503, HEAD.with("Retry-After", "1"), sentence);
    }

    static void refuse(Exchange exchange, List<Violation> violations) throws IOException {
        var document = JSON.createObjectNode();
        var details = document.putArray("detail");
        for (var violation : violations) {
            var detail = details.addObject();
            putSteps(detail.putArray("loc"), violation.loc());
            detail.put("msg", violation.msg()).put("type", violation.type());
        }
        send(exchange, 422, HEAD, document);
    }

    private static void putSteps(ArrayNode loc, List<Object> steps) {
        for (Object step : steps) {
            switch (step) {
                case Integer index -> loc.add(index);
                default -> loc.add(step.toString());
            }
        }
    }

    private static void send(Exchange exchange, int status, Headers headers, String sentence) throws IOException {
        var document = JSON.createObjectNode();
        document.putObject("detail").put("msg", sentence);
        send(exchange, status, headers, document);
    }

    private static void send(Exchange exchange, int status, Headers headers, ObjectNode document) throws IOException {
        exchange.answer(status, headers, ByteBuffer.wrap(JSON.writeValueAsBytes(document)));
    }
}
