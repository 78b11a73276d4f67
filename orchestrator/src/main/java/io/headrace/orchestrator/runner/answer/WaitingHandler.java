package io.headrace.orchestrator.runner.answer;

import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Answers the requests of one route, and may wait for somebody before it does. Runs on the request's own thread. */
@FunctionalInterface
public interface WaitingHandler {

    void handle(Exchange exchange, PathParameters path) throws IOException, InterruptedException;

    /** The same for a route; a wait that ends because this node stops breaks the request off. */
    static Route.Handler of(WaitingHandler handler) {
        return (exchange, path) -> {
            try {
                handler.handle(exchange, path);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                var interrupted = new InterruptedIOException("This node is stopping");
                interrupted.initCause(stopping);
                throw interrupted;
            }
        };
    }
}
