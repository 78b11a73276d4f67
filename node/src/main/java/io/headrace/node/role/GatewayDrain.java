package io.headrace.node.role;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admin.Drainable;
import io.headrace.admin.NodeStatus.Work;
import io.headrace.gateway.Gateway;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** A gateway that is taken out of service: it takes no new job, and finishes those it has. It can turn back. */
final class GatewayDrain implements Drainable {

    private static final String RETRY_AFTER_SECONDS = "10";
    private static final String REFUSAL =
            "{\"error\":{\"message\":\"This gateway is being drained and takes no new work; ask another\"}}";

    private final Gateway gateway;
    private final RealtimeDoor realtime;
    private volatile boolean draining;

    GatewayDrain(Gateway gateway, RealtimeDoor realtime) {
        this.gateway = gateway;
        this.realtime = realtime;
    }

    /** The same routes, of which those that bring work answer 503 while the gateway is drained. */
    List<Route> guarding(List<Route> routes) {
        return routes.stream()
                .map(route -> route.methods().contains("POST") ? guarding(route) : route)
                .toList();
    }

    private Route guarding(Route route) {
        return new Route(route.methods(), route.pattern(), (exchange, path) -> {
            if (draining) {
                refuse(exchange);
            } else {
                route.handler().handle(exchange, path);
            }
        });
    }

    private static void refuse(Exchange exchange) throws IOException {
        exchange.answer(
                503,
                Headers.contentType("application/json").with("Retry-After", RETRY_AFTER_SECONDS),
                ByteBuffer.wrap(REFUSAL.getBytes(UTF_8)));
    }

    /** Jobs are finished however long they take: their orders are in our hands already. */
    @Override
    public void begin(Duration within) {
        draining = true;
        gateway.streams().drain(true);
        realtime.drain(true);
    }

    @Override
    public boolean undo() {
        draining = false;
        gateway.streams().drain(false);
        realtime.drain(false);
        return true;
    }

    @Override
    public boolean draining() {
        return draining;
    }

    /** Jobs and relayed streams; how many units each has out is not asked of it. */
    @Override
    public Left left() {
        return new Left(running() + realtime.publishers(), 0);
    }

    Work work() {
        return new Work(running(), sessions(), 0, 0);
    }

    private long running() {
        return gateway.jobs().stream().filter(job -> job.outcome().isEmpty()).count();
    }

    private long sessions() {
        return gateway.jobs().stream()
                .filter(job -> job.state().equals("SessionEstablished"))
                .count();
    }
}
