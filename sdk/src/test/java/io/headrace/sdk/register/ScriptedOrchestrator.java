package io.headrace.sdk.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An orchestrator that answers as it is told, {@code 200 ok} after that, and remembers what it heard. */
public final class ScriptedOrchestrator implements AutoCloseable {
    /** One request. */
    public record Heard(String path, String secret, String body) {}

    private final Queue<Integer> script = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final HttpServer http;

    public ScriptedOrchestrator(Integer... statuses) throws TransportException {
        script.addAll(List.of(statuses));
        http = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::handle);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    private void handle(Exchange exchange) throws IOException {
        var body = new String(exchange.body().readAll(1 << 20), UTF_8);
        int status = Optional.ofNullable(script.poll()).orElse(200);
        exchange.answer(status, "text/plain", status == 200 ? "ok" : "invalid authorization\n");
        heard.add(new Heard(
                exchange.path(), exchange.headers().first("Authorization").orElse("none"), body));
    }

    /** Waits for the next request. */
    public Heard next() throws InterruptedException {
        return Optional.ofNullable(heard.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    /** How many requests nobody has looked at. */
    public int unseen() {
        return heard.size();
    }

    @Override
    public void close() {
        http.close();
    }
}
