package io.headrace.benchmarks;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad road to a good chain: of four requests one is refused, one is carried out without telling, and two are answered.
 */
final class FailingProxy implements AutoCloseable {

    private static final int REQUEST_BYTES = 1024 * 1024;
    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 16L * REQUEST_BYTES);
    private static final int EACH = 4;

    private final URI target;
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final HttpServer server;
    private final AtomicLong requests = new AtomicLong();

    FailingProxy(URI target) throws TransportException {
        this.target = target;
        this.server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                Router.of(Route.of("POST", "/", (exchange, _) -> carry(exchange))));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    long requests() {
        return requests.get();
    }

    private void carry(Exchange exchange) throws IOException {
        long turn = requests.getAndIncrement() % EACH;
        byte[] question = exchange.body().readAll(REQUEST_BYTES);
        if (turn == 0) {
            exchange.refuse(503, "not now");
            return;
        }
        byte[] answer = ask(question);
        if (turn == 2) {
            exchange.refuse(503, "the answer was lost");
        } else {
            exchange.answer(200, Headers.contentType("application/json"), ByteBuffer.wrap(answer));
        }
    }

    private byte[] ask(byte[] question) throws IOException {
        var call = HttpCall.post(target, Headers.contentType("application/json"), LIMITS);
        try (var answer = client.send(call, ByteBuffer.wrap(question))) {
            return answer.readAll();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
