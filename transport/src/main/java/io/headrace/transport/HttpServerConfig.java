package io.headrace.transport;

import java.util.function.LongSupplier;

/**
 * Where and how a server listens.
 *
 * @param host an address of this machine, or {@code 0.0.0.0}
 * @param port 0 lets the system choose; {@link HttpServer#port} tells
 * @param elapsed nanoseconds from an arbitrary origin, which never go backwards; what is slow is so by them
 */
public record HttpServerConfig(String host, int port, Security security, ServerLimits limits, LongSupplier elapsed) {
    private static final LongSupplier OF_THIS_MACHINE = System::nanoTime;

    public HttpServerConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }

    /** For loopback: admin APIs, the gateway's public HTTP, tests. */
    public static HttpServerConfig plain(String host, int port) {
        return new HttpServerConfig(host, port, new Security.PlainText(), ServerLimits.DEFAULT, OF_THIS_MACHINE);
    }

    public static HttpServerConfig tls(String host, int port, ServerCertificate certificate) {
        return new HttpServerConfig(host, port, new Security.Tls(certificate), ServerLimits.DEFAULT, OF_THIS_MACHINE);
    }

    public HttpServerConfig with(ServerLimits other) {
        return new HttpServerConfig(host, port, security, other, elapsed);
    }

    public HttpServerConfig with(LongSupplier other) {
        return new HttpServerConfig(host, port, security, limits, other);
    }
}
