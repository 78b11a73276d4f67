package io.headrace.transport;

import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a request leaves the threads that move bytes: it gets a virtual thread and an {@link Exchange}. */
final class ExchangeHandler extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

    private final HttpHandler handler;
    private final RequestsUnderWay underWay;
    private final ServerLimits limits;
    private final LongSupplier elapsed;

    ExchangeHandler(HttpHandler handler, RequestsUnderWay underWay, ServerLimits limits, LongSupplier elapsed) {
        this.handler = handler;
        this.underWay = underWay;
        this.limits = limits;
        this.elapsed = elapsed;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (underWay.begin()) {
            // A handler that computes is not idle, though no byte moves.
            request.addIdleTimeoutListener(_ -> false);
            Thread.ofVirtual().name("request ", 0).start(() -> run(request, response, callback));
        } else {
            response.setStatus(503);
            response.getHeaders().put("Retry-After", "1");
            callback.succeeded();
        }
        return true;
    }

    private void run(Request request, Response response, Callback callback) {
        var exchange = new JettyExchange(request, response, callback, limits, elapsed);
        try {
            handler.handle(exchange);
            exchange.end();
        } catch (TransportException failure) {
            LOG.debug(
                    "{} {} of {}: {}",
                    request.getMethod(),
                    exchange.path(),
                    exchange.peerAddress(),
                    failure.getMessage());
            exchange.endFailed(failure);
        } catch (Throwable failure) {
            // The root of the task: a peer is answered whatever went wrong here.
            LOG.warn("{} {} of {} failed", request.getMethod(), exchange.path(), exchange.peerAddress(), failure);
            exchange.endFailed(failure);
        } finally {
            underWay.end();
        }
    }
}
