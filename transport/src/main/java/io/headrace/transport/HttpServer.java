package io.headrace.transport;

import io.grpc.BindableService;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One port for everything that peers ask: HTTP/1.1, HTTP/2 and gRPC (wire protocol section 1.4). A request over HTTP/2
 * whose content type begins with {@code application/grpc} goes to the gRPC services, any other one to the handler.
 *
 * <p>Each request of the handler, and each call of a service, runs on a virtual thread of its own and may block. The
 * few platform threads below only move bytes: they must never run a handler, or some two hundred blocked requests
 * would stop all others.
 */
public final class HttpServer implements AutoCloseable {
    private static final int MOVERS = 32;

    private final Server server;
    private final ServerConnector connector;
    private final RequestsUnderWay underWay;
    private final int port;

    private HttpServer(Server server, ServerConnector connector, RequestsUnderWay underWay) {
        this.server = server;
        this.connector = connector;
        this.underWay = underWay;
        this.port = connector.getLocalPort();
    }

    public static HttpServer start(HttpServerConfig config, HttpHandler handler) throws TransportException {
        return start(config, handler, List.of());
    }

    /** @throws TransportException when the port cannot be had */
    public static HttpServer start(
            HttpServerConfig config, HttpHandler handler, List<? extends BindableService> services)
            throws TransportException {
        var underWay = new RequestsUnderWay(config.limits().requests());
        var threads = new QueuedThreadPool(MOVERS, 4);
        threads.setName("http-" + config.port());
        threads.setDaemon(true);
        var server = new Server(threads);
        var connector = Connectors.of(server, config);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.limits().connections(), server));
        var exchanges = new ExchangeHandler(handler, underWay, config.limits(), config.elapsed());
        server.setHandler(services.isEmpty() ? exchanges : new Handler.Sequence(GrpcGate.over(services), exchanges));
        begin(server, config);
        return new HttpServer(server, connector, underWay);
    }

    private static void begin(Server server, HttpServerConfig config) throws TransportException {
        try {
            server.start();
        } catch (Exception failure) {
            stop(server);
            throw new TransportException(
                    TransportException.Kind.CANNOT_LISTEN,
                    "Cannot listen on " + config.host() + ":" + config.port() + " (" + failure.getMessage()
                            + "); is the port taken by another process?",
                    failure);
        }
    }

    /** The port that is really listened on, also after it was closed. */
    public int port() {
        return port;
    }

    /**
     * Takes no new connection and no new request any more (503), and waits until those under way are answered. Calls of
     * gRPC services are not waited for: some are open for as long as a worker is registered.
     *
     * @return whether all were answered in that time
     */
    public boolean drain(Duration within) throws InterruptedException {
        var lastConnectionGone = connector.shutdown();
        try {
            return underWay.drain(within);
        } finally {
            lastConnectionGone.cancel(false);
        }
    }

    /** Ends everything at once. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("The HTTP server did not stop", failure);
        }
    }
}
