package io.headrace.admin;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code POST /drain?within=SECONDS}: answers {@code {"drained": true}} once all is done, or false after that time. */
final class DrainRoute {

    private static final long MAX_SECONDS = 3_600;
    private static final String USUAL_SECONDS = "60";

    private final AdminToken token;
    private final Drainable node;
    private final AtomicBoolean underWay = new AtomicBoolean();

    DrainRoute(AdminToken token, Drainable node) {
        this.token = token;
        this.node = node;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/drain", (exchange, _) -> handle(exchange)));
    }

    private void handle(Exchange exchange) throws IOException {
        if (!token.isShownIn(exchange.headers())) {
            exchange.answer(401, Headers.of("WWW-Authenticate", "Bearer"), ByteBuffer.allocate(0));
            return;
        }
        var within = within(exchange);
        if (within.isEmpty()) {
            Answers.refuse(exchange, 400, "within is a number of seconds from 0 to " + MAX_SECONDS);
        } else if (!underWay.compareAndSet(false, true)) {
            Answers.refuse(exchange, 409, "The node is being drained already");
        } else {
            drain(exchange, within.get());
        }
    }

    private void drain(Exchange exchange, Duration within) throws IOException {
        try {
            Answers.document(exchange, 200, Map.of("drained", node.drain(within)));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            Answers.refuse(exchange, 503, "The node is stopping");
        } finally {
            underWay.set(false);
        }
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
