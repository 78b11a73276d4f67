package io.headrace.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headrace.engine.ChildCommand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A runner that does as it is told: by its argument from the beginning, by the request of a session from then on. In a
 * container its model is the argument, and it listens where the environment says.
 *
 * <pre>
 * argument  well, slow (says LOADING a few times), unfit, garbage, stillborn, mute, deaf (does not end when it is asked to)
 * call      contains: crash, hang, refuse, half (breaks off in its answer); is answered by itself otherwise
 * request   contains: crash, refuse, unfit, hang, finish (idle after one "OK"), keep (does not end when it is stopped)
 * </pre>
 */
public final class FakeRunner {

    private static final int LOADING_ANSWERS = 3;

    private final String manner;
    private final String token = System.getenv().getOrDefault("AUTH_TOKEN", "");
    private volatile String session = "";
    private final AtomicInteger asked = new AtomicInteger();

    private FakeRunner(String manner) {
        this.manner = manner;
    }

    public static ChildCommand command(String manner) {
        var plain = ChildCommand.java(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m"),
                System.getProperty("java.class.path"),
                FakeRunner.class.getName());
        var all = new ArrayList<>(plain.arguments());
        all.add(manner);
        return new ChildCommand(all, Map.of(), 0);
    }

    public static void main(String[] args) throws Exception {
        var environment = System.getenv();
        var manner = args.length > 0 ? args[0] : environment.getOrDefault("MODEL_ID", "");
        switch (manner) {
            case "stillborn" -> {
                System.err.println("no such model");
                Runtime.getRuntime().halt(3);
            }
            case "mute" -> new CountDownLatch(1).await();
            default -> new FakeRunner(manner).serve(environment);
        }
        if (environment.containsKey("PORT")) {
            new CountDownLatch(1).await();
        }
        while (System.in.read() >= 0) {
            LockSupport.parkNanos(1_000_000);
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(Map<String, String> environment) throws IOException {
        var host = environment.getOrDefault("HOST", "127.0.0.1");
        int port = Integer.parseInt(environment.getOrDefault("PORT", "0"));
        var server = HttpServer.create(new InetSocketAddress(host, port), 0);
        if (manner.equals("deaf")) {
            Runtime.getRuntime().addShutdownHook(new Thread(FakeRunner::never));
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> answer(exchange, 200, health()));
        server.createContext(
                "/version",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"pipeline\":\"live-video-to-video\",\"model_id\":\"noop\",\"version\":\""
                                + ProcessHandle.current().pid() + "\"}"));
        server.createContext("/environment", exchange -> answer(exchange, 200, String.join(" ", environment.keySet())));
        server.createContext("/text-to-image", this::call);
        server.createContext("/live-video-to-video", this::start);
        server.createContext("/live-video-to-video/stop", this::stop);
        server.start();
        System.out.println("listening " + server.getAddress().getPort());
    }

    private String health() {
        if (manner.equals("garbage")) {
            return "<html>It works!</html>";
        }
        if (manner.equals("unfit") || session.contains("unfit")) {
            System.err.println("the model is broken");
            return status("ERROR");
        }
        if (manner.equals("slow") && asked.incrementAndGet() <= LOADING_ANSWERS) {
            return status("LOADING");
        }
        hangIfTold();
        if (session.isEmpty()) {
            return status("IDLE");
        }
        if (session.contains("finish")) {
            session = "";
        }
        return status("OK");
    }

    private void hangIfTold() {
        if (session.contains("hang")) {
            never();
        }
    }

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String status(String status) {
        return "{\"status\":\"" + status + "\"}";
    }

    private void start(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (!isOurs(exchange)) {
            answer(exchange, 401, "{\"detail\":{\"msg\":\"Invalid bearer token.\"}}");
        } else if (body.contains("refuse")) {
            answer(exchange, 400, "{\"detail\":{\"msg\":\"no such filter\"}}");
        } else {
            if (body.contains("crash now")) {
                System.err.println("Segmentation fault");
                Runtime.getRuntime().halt(139);
            }
            session = body;
            answer(exchange, 200, "{\"publish_url\":\"\",\"subscribe_url\":\"\"}");
            if (body.contains("crash then")) {
                System.err.println("Segmentation fault");
                Runtime.getRuntime().halt(139);
            }
        }
    }

    private void call(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (!isOurs(exchange)) {
            answer(exchange, 401, "{\"detail\":{\"msg\":\"Invalid bearer token.\"}}");
        } else if (body.contains("refuse")) {
            answer(exchange, 422, "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"field required\"}]}");
        } else if (body.contains("crash")) {
            System.err.println("CUDA out of memory");
            Runtime.getRuntime().halt(139);
        } else if (body.contains("half")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("half an answer".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            Runtime.getRuntime().halt(139);
        } else if (body.contains("hang")) {
            never();
        } else {
            answer(exchange, 200, body);
        }
    }

    private boolean isOurs(HttpExchange exchange) {
        return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void stop(HttpExchange exchange) throws IOException {
        if (session.contains("keep")) {
            answer(exchange, 404, "{}");
        } else {
            session = "";
            answer(exchange, 200, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var bytes = json.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
