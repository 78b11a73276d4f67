package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The Docker API, as far as a test says what is answered; 404 besides. */
final class FakeEngine implements AutoCloseable {

    private static final Said NOT_FOUND = new Said(404, "{\"message\":\"no such thing\"}");

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Said> answers = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    /** @param status 0 for no answer at all */
    private record Said(int status, String json) {}

    FakeEngine() throws Exception {
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::answer);
    }

    URI host() {
        return URI.create("tcp://127.0.0.1:" + server.port());
    }

    /** @param call method and path: {@code GET /containers/json} */
    FakeEngine says(String call, int status, String json) {
        answers.put(call, new Said(status, json));
        return this;
    }

    FakeEngine isSilentAt(String call) {
        return says(call, 0, "");
    }

    private void answer(Exchange exchange) throws IOException {
        var call = exchange.method() + " " + exchange.path();
        asked.add(call + " " + new String(exchange.body().readAll(100_000), UTF_8));
        var said = answers.getOrDefault(call, NOT_FOUND);
        try {
            if (said.status() == 0) {
                over.await();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        exchange.answer(Math.max(said.status(), 200), "application/json", said.json());
    }

    @Override
    public void close() {
        over.countDown();
        server.close();
    }
}
