package io.headrace.admin;

import io.headrace.chain.ChainUnavailable;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What a node tells of itself. */
record NodeRoutes(NodeView node, WalletView wallet, Drainable drain, Supplier<String> meters) {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/status", (exchange, _) -> status(exchange)),
                Route.of("GET", "/wallet", (exchange, _) -> money(exchange)),
                Route.of("GET", "/metrics", (exchange, _) -> exchange.answer(200, PROMETHEUS_TEXT, meters.get())));
    }

    private void status(Exchange exchange) throws IOException {
        Answers.document(exchange, 200, node.now().document(drain.draining()));
    }

    private void money(Exchange exchange) throws IOException {
        try {
            var statement = wallet.show().map(WalletStatement::document);
            if (statement.isPresent()) {
                Answers.document(exchange, 200, statement.get());
            } else {
                Answers.refuse(exchange, 404, "This node has no wallet: its network is without money");
            }
        } catch (ChainUnavailable silent) {
            Answers.refuse(exchange, 503, "The chain does not answer: " + silent.getMessage());
        }
    }
}
