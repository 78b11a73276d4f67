package io.headrace.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the listening end of a server: which protocols are spoken on its port, and within which limits. */
final class Connectors {
    private static final int CONCURRENT_STREAMS = 1_000;
    private static final int STREAM_WINDOW = 1024 * 1024;

    private Connectors() {}

    static ServerConnector of(Server server, HttpServerConfig config) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(
                UriCompliance.DEFAULT.with("with slashes in names", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        http.setRequestHeaderSize(config.limits().headBytes());
        var protocols = switch (config.security()) {
            case Security.PlainText() -> plainText(http);
            case Security.Tls(var certificate) -> tls(http, certificate);
        };
        var connector = new WatchfulConnector(server, protocols);
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.limits().idle().toMillis());
        connector.addBean(
                new FirstRequestGuard(connector.getScheduler(), config.limits().untilFirstRequest()));
        return connector;
    }

    private static ConnectionFactory[] plainText(HttpConfiguration http) {
        http.addCustomizer(new HostOfAuthority());
        return new ConnectionFactory[] {
            new HttpConnectionFactory(http), limited(new HTTP2CServerConnectionFactory(http))
        };
    }

    private static ConnectionFactory[] tls(HttpConfiguration http, ServerCertificate certificate) {
        // The certificate names one host, and peers call it by others: who is meant is not for TLS to say.
        http.addCustomizer(new SecureRequestCustomizer(false));
        var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol("http/1.1");
        var ssl = new SslContextFactory.Server();
        ssl.setKeyStore(keyStore(certificate));
        ssl.setKeyStorePassword("");
        return new ConnectionFactory[] {
            new SslConnectionFactory(ssl, alpn.getProtocol()),
            alpn,
            limited(new HTTP2ServerConnectionFactory(http)),
            new HttpConnectionFactory(http)
        };
    }

    private static ConnectionFactory limited(AbstractHTTP2ServerConnectionFactory http2) {
        http2.setMaxConcurrentStreams(CONCURRENT_STREAMS);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW);
        http2.setInitialSessionRecvWindow(8 * STREAM_WINDOW);
        return http2;
    }

    private static KeyStore keyStore(ServerCertificate certificate) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server", certificate.key(), new char[0], new X509Certificate[] {certificate.certificate()});
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("A key store in memory takes every key", impossible);
        }
    }
}
