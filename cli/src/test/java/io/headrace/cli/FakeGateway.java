package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway's public API that does what a test tells it to, and remembers what it was asked. */
public final class FakeGateway implements AutoCloseable {

    private static final int MAX_BODY = 64 << 20;

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request as it came; its body unless a script reads that itself. */
    public record Asked(String method, String path, Headers headers, String body) {}

    /** What is done about a request. */
    @FunctionalInterface
    public interface Script {
        void answer(Exchange exchange) throws IOException;
    }

    public FakeGateway() throws TransportException {
        this(0);
    }

    /** One that takes the place of another. */
    public FakeGateway(int port) throws TransportException {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", port), this::handle);
    }

    /** The script has the body to itself. */
    public void on(String method, String path, Script script) {
        scripts.put(method + " " + path, script);
    }

    public void answers(String method, String path, int status, Headers headers, String body) {
        answers(method, path, status, headers, body.getBytes(UTF_8));
    }

    public void answers(String method, String path, int status, Headers headers, byte[] body) {
        on(method, path, exchange -> {
            var sent = new String(exchange.body().readAll(MAX_BODY), UTF_8);
            asked.add(new Asked(method, path, exchange.headers(), sent));
            exchange.answer(status, headers, ByteBuffer.wrap(body));
        });
    }

    public void answers(String method, String path, int status, String body) {
        answers(method, path, status, Headers.contentType("application/json"), body);
    }

    /** Those that were answered whole, in their order. */
    public List<Asked> asked() {
        return asked;
    }

    /** The last request of that method. */
    public Asked last(String method) {
        return asked.stream()
                .filter(each -> each.method().equals(method))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    private void handle(Exchange exchange) throws IOException {
        var script = scripts.get(exchange.method() + " " + exchange.path());
        if (script == null) {
            exchange.answer(404, "application/json", "{\"error\":{\"message\":\"not known here\"}}");
        } else {
            script.answer(exchange);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
