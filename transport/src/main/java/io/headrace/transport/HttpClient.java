package io.headrace.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Calls peers over HTTP/1.1 and HTTP/2, and keeps connections. Its methods block, on virtual threads as a rule; any
 * number of threads may call at once. Redirects are not followed: peers have no reason to send us elsewhere.
 */
public final class HttpClient implements AutoCloseable {
    private static final int MOVERS = 16;
    private static final int HEAD_BYTES = 128 * 1024;
    private static final int H2_FRAME_BYTES = 16 * 1024;

    private final org.eclipse.jetty.client.HttpClient client;
    private final LongSupplier elapsed;

    private HttpClient(org.eclipse.jetty.client.HttpClient client, LongSupplier elapsed) {
        this.client = client;
        this.elapsed = elapsed;
    }

    public static HttpClient start(ClientConfig config) {
        return start(config, false);
    }

    /** For whoever passes answers on: their bodies stay as they came, compressed ones too, and nothing is asked for. */
    public static HttpClient startRelaying(ClientConfig config) {
        return start(config, true);
    }

    private static HttpClient start(ClientConfig config, boolean relaying) {
        var threads = new QueuedThreadPool(MOVERS, 4);
        threads.setName("http-client");
        threads.setDaemon(true);
        var connector = new ClientConnector();
        connector.setExecutor(threads);
        connector.setSslContextFactory(trust(config.trust()));
        var http2 = new HTTP2Client(connector);
        http2.setMaxHeaderBlockFragment(H2_FRAME_BYTES);
        // HTTP/1.1 first: it is what a server without ALPN is taken to speak.
        var client = new org.eclipse.jetty.client.HttpClient(new HttpClientTransportDynamic(
                connector, HttpClientConnectionFactory.HTTP11, new ClientConnectionFactoryOverHTTP2.HTTP2(http2)));
        configure(client, config);
        client.setSocketAddressResolver(new CheckedNames(config.names(), threads));
        try {
            client.start();
            // Peers refuse with a bare 401, which is an answer to us and a violation of the protocol to this handler.
            client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
            // The library skips one 100 and takes the second for the answer.
            client.getProtocolHandlers().remove(ContinueProtocolHandler.NAME);
            client.getProtocolHandlers().put(new InterimAnswers());
            if (relaying) {
                client.getContentDecoderFactories().clear();
            }
        } catch (Exception failure) {
            throw new IllegalStateException("The HTTP client did not start", failure);
        }
        return new HttpClient(client, config.elapsed());
    }

    private static void configure(org.eclipse.jetty.client.HttpClient client, ClientConfig config) {
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setConnectTimeout(config.connect().toMillis());
        client.setIdleTimeout(config.idle().toMillis());
        client.setMaxConnectionsPerDestination(config.connectionsPerPeer());
        client.setMaxRequestsQueuedPerDestination(config.queuedPerPeer());
        client.setDestinationIdleTimeout(config.idle().toMillis());
        client.setMaxRequestHeadersSize(HEAD_BYTES);
        client.setMaxResponseHeadersSize(HEAD_BYTES);
    }

    private static SslContextFactory.Client trust(ClientConfig.Trust trust) {
        return switch (trust) {
            case ANYBODY -> {
                IssuerlessCertificates.accept();
                var ssl = new SslContextFactory.Client(true);
                ssl.setEndpointIdentificationAlgorithm(null);
                yield ssl;
            }
            case AUTHORITIES -> new SslContextFactory.Client();
        };
    }

    /** Sends a request without a body and waits for the head of its answer. */
    public Answer send(HttpCall call) throws TransportException, InterruptedException {
        return begun(call, request(call)).sendAndWait();
    }

    /** Sends a request with what remains in {@code body} and waits for the head of its answer. */
    public Answer send(HttpCall call, ByteBuffer body) throws TransportException, InterruptedException {
        var request = request(call).body(new ByteBufferRequestContent(contentType(call), body.duplicate()));
        return begun(call, request).sendAndWait();
    }

    /** Begins a request whose body is still to be written. Its head is sent at once. */
    public OpenCall open(HttpCall call) {
        var content = new AsyncRequestContent(contentType(call));
        return JettyOpenCall.begin(begun(call, request(call).body(content)), content);
    }

    /** Sends a request with all of its body, in as few packets as both need, and returns when it has left. */
    public OpenCall openWhole(HttpCall call, ByteBuffer body) throws TransportException, InterruptedException {
        var request = request(call).body(new ByteBufferRequestContent(contentType(call), body.duplicate()));
        return JettyOpenCall.sendWhole(begun(call, request));
    }

    /** Begins a request that has no body, and that can be given up while its answer is awaited or read. */
    public OpenCall openWithoutBody(HttpCall call) {
        return JettyOpenCall.beginBare(begun(call, request(call)));
    }

    /**
     * Asks a peer over HTTP/1.1 to go on in the protocol that the call's head names in {@code Upgrade}, and waits for what it
     * says. The time for a whole answer counts for an answer only, not for a tunnel.
     *
     * @param idle after which a tunnel in which nobody says anything is closed
     */
    public Upgrade upgrade(HttpCall call, Duration idle) throws TransportException, InterruptedException {
        return JettyUpgrade.ask(
                call, request(call.with(HttpCall.Version.HTTP_1_1)), elapsed, client.getExecutor(), idle);
    }

    private JettyCall begun(HttpCall call, Request request) {
        return new JettyCall(call, request, elapsed);
    }

    private Request request(HttpCall call) {
        var request = client.newRequest(call.uri())
                .method(call.method())
                .headers(fields -> call.headers().all().forEach(header -> fields.add(header.name(), header.value())));
        call.within().ifPresent(request::tag);
        return switch (call.version()) {
            case NEGOTIATED -> request;
            case HTTP_1_1 -> request.version(HttpVersion.HTTP_1_1);
            case HTTP_2 -> request.version(HttpVersion.HTTP_2);
        };
    }

    private static String contentType(HttpCall call) {
        return call.headers().first("Content-Type").orElse("application/octet-stream");
    }

    /** Gives up what is under way and closes all connections. */
    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("The HTTP client did not stop", failure);
        }
    }
}
