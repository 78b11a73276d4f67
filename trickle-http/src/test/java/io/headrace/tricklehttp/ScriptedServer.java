package io.headrace.tricklehttp;

import io.headrace.transport.Exchange;
import io.headrace.transport.HttpHandler;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers the requests that come as the test has written it down, those of one path in their order, and remembers what
 * was asked. What is not in the script is 404.
 */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Queue<HttpHandler>> script = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    ScriptedServer() throws IOException {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::handle);
    }

    ScriptedServer then(String path, HttpHandler answer) {
        script.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(answer);
        return this;
    }

    private void handle(Exchange exchange) throws IOException {
        asked.add(exchange.method() + " " + exchange.path());
        var answers = script.getOrDefault(exchange.path(), new ConcurrentLinkedQueue<>());
        var answer = answers.poll();
        if (answer == null) {
            exchange.refuse(404, "The script is over");
        } else {
            answer.handle(exchange);
        }
    }

    /** How often that was asked. */
    long askedFor(String request) {
        return asked.stream().filter(request::equals).count();
    }

    URI uri(String channel) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + channel);
    }

    @Override
    public void close() {
        server.close();
    }
}
