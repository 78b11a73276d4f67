package io.headrace.admin;

import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For whoever watches over a node. {@code /healthz} says that it lives: one that answers at all does. {@code /readyz} says
 * whether it takes work, and is 503 with every reason when it does not. Both are lines of text, or a document for a caller
 * that accepts JSON.
 */
record HealthRoutes(Drainable drain, Readiness readiness) {

    private static final String TEXT = "text/plain; charset=utf-8";

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/healthz", (exchange, _) -> alive(exchange)),
                Route.of("GET", "/readyz", (exchange, _) -> ready(exchange)));
    }

    private void alive(Exchange exchange) throws IOException {
        if (wantsJson(exchange)) {
            Answers.document(exchange, 200, Map.of("alive", true));
        } else {
            exchange.answer(200, TEXT, "alive\n");
        }
    }

    private void ready(Exchange exchange) throws IOException {
        var hindrances = hindrances();
        int status = hindrances.isEmpty() ? 200 : 503;
        if (wantsJson(exchange)) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("ready", hindrances.isEmpty());
            fields.put(
                    "reasons", hindrances.stream().map(HealthRoutes::document).toList());
            Answers.document(exchange, status, fields);
        } else {
            exchange.answer(status, TEXT, text(hindrances));
        }
    }

    private List<Hindrance> hindrances() {
        var all = new ArrayList<Hindrance>();
        if (drain.draining()) {
            all.add(new Hindrance.Draining(drain.left()));
        }
        all.addAll(readiness.hindrances());
        return all;
    }

    private static Map<String, Object> document(Hindrance hindrance) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("code", hindrance.code());
        fields.put("sentence", hindrance.sentence());
        return fields;
    }

    private static String text(List<Hindrance> hindrances) {
        if (hindrances.isEmpty()) {
            return "ready\n";
        }
        var text = new StringBuilder();
        hindrances.forEach(each -> text.append(each.sentence()).append('\n'));
        return text.toString();
    }

    private static boolean wantsJson(Exchange exchange) {
        return exchange.headers().first("Accept").orElse("").contains(Answers.JSON);
    }
}
