package io.headrace.transport;

import io.grpc.BindableService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** Servers on ports that the system chooses, and calls to them. */
final class Loopback {
    static final String HOST = "127.0.0.1";
    static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(30), 1024 * 1024);

    private Loopback() {}

    static HttpServer tls(HttpHandler handler, BindableService... services) throws TransportException {
        return HttpServer.start(HttpServerConfig.tls(HOST, 0, certificate()), handler, List.of(services));
    }

    static HttpServer tls(ServerLimits limits, HttpHandler handler) throws TransportException {
        return HttpServer.start(HttpServerConfig.tls(HOST, 0, certificate()).with(limits), handler);
    }

    static HttpServer plain(HttpHandler handler) throws TransportException {
        return HttpServer.start(HttpServerConfig.plain(HOST, 0), handler);
    }

    static HttpServer plain(ServerLimits limits, HttpHandler handler) throws TransportException {
        return HttpServer.start(HttpServerConfig.plain(HOST, 0).with(limits), handler);
    }

    /** @param elapsed by which it tells who is slow */
    static HttpServer timed(LongSupplier elapsed, HttpHandler handler) throws TransportException {
        return HttpServer.start(HttpServerConfig.plain(HOST, 0).with(elapsed), handler);
    }

    private static ServerCertificate certificate() {
        return SelfSigned.make(HOST, Instant.now());
    }

    static URI https(HttpServer server, String path) {
        return URI.create("https://" + HOST + ":" + server.port() + path);
    }

    static URI http(HttpServer server, String path) {
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }

    static HttpClient client() {
        return HttpClient.start(ClientConfig.FOR_NODES);
    }
}
