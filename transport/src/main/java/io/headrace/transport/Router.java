package io.headrace.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the handler of a request: the first route whose pattern and method fit. A path that no route knows is 404, one
 * that is known for other methods only is 405.
 */
public record Router(List<Route> routes) implements HttpHandler {
    /** @throws IllegalArgumentException when two routes take the same requests: the second would never see one */
    public Router {
        routes = List.copyOf(routes);
        for (int later = 1; later < routes.size(); later++) {
            for (var earlier : routes.subList(0, later)) {
                if (earlier.hides(routes.get(later))) {
                    throw new IllegalArgumentException("Two routes take " + routes.get(later));
                }
            }
        }
    }

    public static Router of(Route... routes) {
        return new Router(List.of(routes));
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            var match = route.pattern().match(exchange.path());
            if (match.isPresent() && route.takes(exchange.method())) {
                route.handler().handle(exchange, new PathParameters(match.get()));
                return;
            }
            match.ifPresent(_ -> allowed.addAll(route.methods()));
        }
        if (allowed.isEmpty()) {
            exchange.refuse(404, "404 page not found");
        } else {
            var headers = Headers.contentType("text/plain; charset=utf-8")
                    .with("Allow", String.join(", ", allowed))
                    .with("X-Content-Type-Options", "nosniff");
            exchange.answer(405, headers, ByteBuffer.wrap("Method Not Allowed\n".getBytes(US_ASCII)));
        }
    }
}
