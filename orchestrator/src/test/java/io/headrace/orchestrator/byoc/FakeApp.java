package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An application on loopback that does what its paths say. */
final class FakeApp implements AutoCloseable {

    private static final String DONE = "data: [DONE]\n\n";

    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final CountDownLatch letGo = new CountDownLatch(1);
    volatile int healthStatus = 404;
    private final HttpServer server;

    FakeApp() throws IOException {
        this(0);
    }

    FakeApp(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (path.equals("/health")) {
            answer(exchange, healthStatus, "text/plain", "");
            return;
        }
        asked.add(path);
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        exchange.getResponseHeaders().set("X-Metadata", "{\"m\":1}");
        if (path.startsWith("/units/")) {
            exchange.getResponseHeaders().set("X-Headrace-Units", path.substring("/units/".length()));
            answer(exchange, 200, "application/json", body);
            return;
        }
        switch (path) {
            case "/do/echo" -> answer(exchange, 200, "application/json", body);
            case "/text/reverse" ->
                answer(
                        exchange,
                        200,
                        "text/plain",
                        new StringBuilder(body).reverse().toString());
            case "/do/fail" -> answer(exchange, 500, "application/json", "{\"error\":\"mine\"}");
            case "/do/refuse" -> answer(exchange, 422, "application/json", "{\"detail\":\"no\"}");
            case "/do/refuse-and-count" -> {
                exchange.getResponseHeaders().set("X-Headrace-Units", "50");
                answer(exchange, 422, "application/json", "{\"detail\":\"no\"}");
            }
            case "/do/sse-that-counts" -> events(exchange, usage(3), "data: {\"n\":1}\n\n", usage(12), DONE);
            case "/do/sse-that-counts-too-many" -> events(exchange, usage(3), usage(1_000), DONE);
            case "/do/sse-that-counts-and-dies" -> dyingEvents(exchange, usage(7) + "data: {\"n\":1}\n\n");
            case "/do/sse-that-counts-and-hangs" -> {
                begin(exchange, usage(7));
                hang();
            }
            case "/do/unauthorized" -> answer(exchange, 401, "text/plain", "who?");
            case "/do/hang" -> {
                hang();
                exchange.close();
            }
            case "/do/die" -> exchange.close();
            case "/do/sse" -> events(exchange, "data: {\"n\":1}\n\n", "data: {\"n\":2}\n\n", DONE);
            case "/do/sse-without-end" -> events(exchange, "data: {\"n\":1}\n\n", "data: {\"n\":2}");
            case "/do/sse-without-empty-line" -> events(exchange, "data: {\"n\":1}\n");
            case "/do/sse-with-carriage-returns" -> events(exchange, "data: {\"n\":1}\r\n\r\n");
            case "/do/sse-that-dies" -> dyingEvents(exchange, "data: {\"n\":1}\n\n");
            case "/do/sse-that-hangs" -> hangingEvents(exchange);
            default -> answer(exchange, 404, "text/plain", "nothing here");
        }
    }

    private static String usage(long units) {
        return "event: usage\ndata: {\"units\":" + units + "}\n\n";
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void begin(HttpExchange exchange, String... events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (var event : events) {
            exchange.getResponseBody().write(event.getBytes(UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private static void events(HttpExchange exchange, String... events) throws IOException {
        begin(exchange, events);
        exchange.close();
    }

    private void hangingEvents(HttpExchange exchange) throws IOException {
        begin(exchange, "data: {\"n\":1}\n\n");
        hang();
    }

    /** The chunked body is not ended, and the connection closed. */
    private static void dyingEvents(HttpExchange exchange, String events) throws IOException {
        begin(exchange, events);
        throw new IOException("This application dies");
    }

    private void hang() {
        try {
            letGo.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        letGo.countDown();
        server.stop(0);
    }
}
