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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An admin API that says what a test tells it to, and remembers what it was asked. */
final class FakeAdmin implements AutoCloseable {

    /** A request as it came. */
    record Asked(String method, String path, Optional<String> within, Headers headers) {}

    private record Canned(int status, Headers headers, String body) {}

    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeAdmin() throws TransportException {
        this(0);
    }

    /** One that takes the place of another. */
    FakeAdmin(int port) throws TransportException {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", port), this::handle);
    }

    /** @param accept what the caller must want, or the empty text */
    void answers(String path, String accept, int status, Headers headers, String body) {
        answers.put(accept + path, new Canned(status, headers, body));
    }

    void answers(String path, int status, String body) {
        answers(path, "", status, Headers.NONE, body);
    }

    List<Asked> asked() {
        return asked;
    }

    String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    private void handle(Exchange exchange) throws IOException {
        asked.add(new Asked(exchange.method(), exchange.path(), exchange.queryParameter("within"), exchange.headers()));
        var unknown = new Canned(404, Headers.NONE, "{\"error\":{\"message\":\"not known here\"}}");
        var accept = exchange.headers().first("Accept").orElse("");
        var answer = Optional.ofNullable(answers.get(accept + exchange.path()))
                .orElse(answers.getOrDefault(exchange.path(), unknown));
        exchange.answer(
                answer.status(), answer.headers(), ByteBuffer.wrap(answer.body().getBytes(UTF_8)));
    }

    @Override
    public void close() {
        server.close();
    }
}
