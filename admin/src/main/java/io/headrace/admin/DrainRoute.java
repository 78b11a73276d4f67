package io.headrace.admin;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Draining begins, is looked at and is taken back; whoever wants to wait for its end looks again. Every answer is
 * {@code {"draining","drained","left":{"jobs","units"}}}.
 */
record DrainRoute(AdminToken token, Drainable node) {

    private static final long MAX_SECONDS = 3_600;
    private static final String USUAL_SECONDS = "60";

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/drain", (exchange, _) -> tell(exchange)),
                Route.of("POST", "/drain", (exchange, _) -> begin(exchange)),
                Route.of("DELETE", "/drain", (exchange, _) -> undo(exchange)));
    }

    private void begin(Exchange exchange) throws IOException {
        if (!isLetIn(exchange)) {
            return;
        }
        var within = within(exchange);
        if (within.isEmpty()) {
            Answers.refuse(exchange, 400, "within is a number of seconds from 0 to " + MAX_SECONDS);
            return;
        }
        node.begin(within.get());
        tell(exchange);
    }

    private void undo(Exchange exchange) throws IOException {
        if (!isLetIn(exchange)) {
            return;
        }
        if (node.draining() && !node.undo()) {
            Answers.refuse(exchange, 409, "This node cannot turn back; start it again");
        } else {
            tell(exchange);
        }
    }

    private void tell(Exchange exchange) throws IOException {
        var left = node.left();
        var open = new LinkedHashMap<String, Object>();
        open.put("jobs", left.jobs());
        open.put("units", left.units());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("draining", node.draining());
        fields.put("drained", node.draining() && left.isNothing());
        fields.put("left", open);
        Answers.document(exchange, 200, fields);
    }

    /** Or answers. */
    private boolean isLetIn(Exchange exchange) throws IOException {
        boolean letIn = token.isShownIn(exchange.headers());
        if (!letIn) {
            exchange.answer(401, Headers.of("WWW-Authenticate", "Bearer"), ByteBuffer.allocate(0));
        }
        return letIn;
    }

    private static Optional<Duration> within(Exchange exchange) {
        try {
            long seconds = Long.parseLong(exchange.queryParameter("within").orElse(USUAL_SECONDS));
            return seconds < 0 || seconds > MAX_SECONDS ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }
}
