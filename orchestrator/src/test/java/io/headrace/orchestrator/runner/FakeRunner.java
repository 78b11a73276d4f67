package io.headrace.orchestrator.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.TransportException;
import io.headrace.transport.Tunnel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A runner's application on loopback that does what its paths say. */
public final class FakeRunner implements AutoCloseable {

    public static final Duration IDLE = Duration.ofSeconds(30);

    public final List<Headers> heads = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final CountDownLatch letGo = new CountDownLatch(1);
    public final CountDownLatch hanging = new CountDownLatch(1);
    public volatile int healthStatus = 200;
    private final HttpServer server;

    public FakeRunner() throws TransportException {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::serve);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public Headers head() {
        return heads.getLast();
    }

    private void serve(Exchange exchange) throws IOException {
        if (exchange.path().equals("/health")) {
            exchange.answer(healthStatus);
            return;
        }
        heads.add(exchange.headers());
        asked.add(
                exchange.method() + " " + exchange.path() + (exchange.query().isEmpty() ? "" : "?" + exchange.query()));
        switch (exchange.path()) {
            case "/sse" -> events(exchange, "data: {\"n\":1}\n\n", "data: {\"n\":2}\n\n", "data: [DONE]\n\n");
            case "/sse-that-hangs" -> {
                var body = exchange.begin(200, Headers.contentType("text/event-stream"));
                body.write(bytes("data: {\"n\":1}\n\n"));
                hang();
            }
            case "/sse-that-dies" -> {
                var body = exchange.begin(200, Headers.contentType("text/event-stream"));
                body.write(bytes("data: {\"n\":1}\n\n"));
                throw new IOException("This application dies");
            }
            case "/hang" -> {
                hang();
                exchange.answer(200);
            }
            case "/nothing" -> exchange.answer(204);
            case "/squeezed" ->
                exchange.answer(
                        200, Headers.of("Content-Encoding", "gzip").with("X-Own", "a"), bytes("not really gzip"));
            case "/teapot" -> exchange.answer(418, "text/plain", "short and stout");
            case "/ws" -> webSocket(exchange);
            case "/raw" -> raw(exchange);
            default -> echo(exchange);
        }
    }

    private static void echo(Exchange exchange) throws IOException {
        var body = new String(exchange.body().readAll(1 << 24), UTF_8);
        var headers = Headers.contentType("application/json").with("X-Metadata", "{\"m\":1}");
        exchange.answer(200, headers, bytes("{\"echo\":\"" + body.replace("\"", "\\\"") + "\"}"));
    }

    private static void events(Exchange exchange, String... events) throws IOException {
        try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
            for (var event : events) {
                body.write(bytes(event));
            }
        }
    }

    private void hang() {
        hanging.countDown();
        try {
            letGo.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says back every short message, as RFC 6455 has it: frames come masked and go unmasked. */
    private static void webSocket(Exchange exchange) throws IOException {
        var key = exchange.headers().first("Sec-WebSocket-Key").orElseThrow();
        var headers = Headers.of("Connection", "Upgrade")
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Accept", accepted(key));
        try (var tunnel = exchange.upgrade(headers, IDLE)) {
            for (var head = exactly(tunnel, 2); head.length == 2; head = exactly(tunnel, 2)) {
                byte[] mask = exactly(tunnel, 4);
                byte[] text = exactly(tunnel, head[1] & 0x7f);
                for (int i = 0; i < text.length; i++) {
                    text[i] ^= mask[i % 4];
                }
                tunnel.write(ByteBuffer.wrap(new byte[] {head[0], (byte) text.length}));
                tunnel.write(ByteBuffer.wrap(text));
            }
        }
    }

    private static String accepted(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(sha1.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Empty at the end. */
    private static byte[] exactly(Tunnel tunnel, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (tunnel.read(bytes) < 0) {
                return new byte[0];
            }
        }
        return bytes.array();
    }

    /** Says one word, waits for the other side's last one, and says its own last. */
    private static void raw(Exchange exchange) throws IOException {
        var headers = Headers.of("Connection", "Upgrade").with("Upgrade", "websocket");
        try (var tunnel = exchange.upgrade(headers, IDLE)) {
            tunnel.write(bytes("hello"));
            var rest = ByteBuffer.allocate(64);
            while (tunnel.read(rest) >= 0) {
                tunnel.write(bytes("."));
            }
            tunnel.write(bytes("bye " + new String(rest.array(), 0, rest.position(), UTF_8)));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        letGo.countDown();
        server.close();
    }
}
