package io.headrace.transport;

/** Whether a server's port is encrypted. */
public sealed interface Security {
    /** HTTP/1.1 and HTTP/2 with prior knowledge: loopback, or behind a proxy. */
    record PlainText() implements Security {}

    /** TLS 1.2 or newer; ALPN offers {@code h2} and {@code http/1.1}, and a client without ALPN speaks HTTP/1.1. */
    record Tls(ServerCertificate certificate) implements Security {}
}
