package io.headrace.tricklehttp;

import io.headrace.transport.Exchange;
import io.headrace.transport.HttpHandler;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers the requests that come as the test has written it down, in their order, and remembers what was asked. */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<HttpHandler> script = new ArrayDeque<>();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    ScriptedServer() throws IOException {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::handle);
    }

    ScriptedServer then(HttpHandler answer) {
        synchronized (script) {
            script.add(answer);
        }
        return this;
    }

    private void handle(Exchange exchange) throws IOException {
        HttpHandler answer;
        synchronized (script) {
            answer = script.isEmpty() ? last -> last.refuse(404, "The script is over") : script.remove();
        }
        asked.add(exchange.method() + " " + exchange.path());
        answer.handle(exchange);
    }

    /** Method and path of the next request. */
    String asked() throws InterruptedException {
        var next = asked.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("Nothing more was asked");
        }
        return next;
    }

    URI uri(String channel) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + channel);
    }

    @Override
    public void close() {
        server.close();
    }
}
