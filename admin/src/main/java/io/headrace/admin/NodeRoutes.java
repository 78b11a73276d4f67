package io.headrace.admin;

import io.headrace.chain.ChainUnavailable;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.List;

/** What a node tells of itself. */
record NodeRoutes(NodeView node, WalletView wallet) {

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/healthz", (exchange, _) -> exchange.answer(200)),
                Route.of("GET", "/readyz", (exchange, _) -> ready(exchange)),
                Route.of("GET", "/status", (exchange, _) -> status(exchange)),
                Route.of("GET", "/wallet", (exchange, _) -> money(exchange)));
    }

    private void ready(Exchange exchange) throws IOException {
        var phase = node.now().phase();
        switch (phase) {
            case READY -> exchange.answer(200);
            case STARTING, DRAINING -> Answers.refuse(exchange, 503, "The node takes no work: it is " + phase);
        }
    }

    private void status(Exchange exchange) throws IOException {
        Answers.document(exchange, 200, node.now().document());
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
