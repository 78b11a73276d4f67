package io.headrace.orchestrator.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An application on loopback that takes every stream, and says back what it is told. */
final class FakeStreamApp implements AutoCloseable {

    /** What it was asked. */
    record Asked(String path, String stream, String type, String body) {}

    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    volatile int startStatus = 200;
    private final HttpServer server;

    FakeStreamApp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> answer(exchange, 404, ""));
        server.createContext("/stream/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(new Asked(path, headers.getFirst("X-Stream-Id"), headers.getFirst("Content-Type"), body));
        var said = "{\"echo\": \"" + body.replace("\"", "\\\"") + "\", \"path\": \"" + path + "\"}";
        answer(exchange, path.endsWith("start") ? startStatus : 200, said);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
