package io.headrace.transport;

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

    ExchangeHandler(HttpHandler handler, RequestsUnderWay underWay, ServerLimits limits) {
        this.handler = handler;
        this.underWay = underWay;
        this.limits = limits;
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
        var exchange = new JettyExchange(request, response, limits);
        try {
            handler.handle(exchange);
            exchange.end(callback);
        } catch (BodyTooLargeException tooLarge) {
            exchange.endRefused(413, "Request Entity Too Large", tooLarge, callback);
        } catch (TransportException failure) {
            LOG.debug("{} {}: {}", request.getMethod(), exchange.path(), failure.getMessage());
            exchange.endRefused(
                    failure.kind() == TransportException.Kind.TOO_SLOW ? 408 : 400, "Bad Request", failure, callback);
        } catch (Exception failure) {
            LOG.warn("{} {} failed", request.getMethod(), exchange.path(), failure);
            exchange.endRefused(500, "Internal Server Error", failure, callback);
        } finally {
            underWay.end();
        }
    }
}
