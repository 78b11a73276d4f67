package io.headrace.gateway.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.payments.Price;
import io.headrace.pipeline.Metering;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.PaysBy;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An orchestrator that has one container, which does what the test says. */
final class FakeOrchestrator implements AutoCloseable {

    final List<JobHeader> jobs = new CopyOnWriteArrayList<>();
    final List<String> payments = new CopyOnWriteArrayList<>();
    final List<String> paysBy = new CopyOnWriteArrayList<>();
    final CountDownLatch left = new CountDownLatch(1);
    volatile String capability = "echo-cap";
    volatile int free = 2;
    volatile Optional<Price> price = Optional.empty();
    volatile Metering metering = Metering.BY_SECOND;
    volatile Conduct conduct = FakeOrchestrator::echo;
    private final HttpServer server;

    /** What it does with a job. */
    interface Conduct {
        void answer(Exchange exchange) throws Exception;
    }

    FakeOrchestrator() throws Exception {
        server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(List.of(
                        Route.of("GET", "/process/token", this::token),
                        Route.of("POST", "/process/request/{path...}", this::process))));
    }

    URI service() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private void token(Exchange exchange, PathParameters path) throws IOException {
        if (!PaysBy.decode(exchange.headers().first(PaysBy.HEADER).orElse("")).covers(metering.unit())) {
            exchange.refuse(400, "not paid by the second");
            return;
        }
        if (!exchange.headers().first(JobToken.CAPABILITY_HEADER).orElse("").equals(capability)) {
            exchange.refuse(503, "No capacity available for capability");
            return;
        }
        var token = ContainerToken.of(service(), price, metering, free);
        exchange.answer(200, "application/json", JobTokenCodec.encode(token));
    }

    private void process(Exchange exchange, PathParameters path) throws IOException {
        try {
            jobs.add(JobHeader.decode(exchange.headers().first(JobHeader.HEADER).orElse("")));
            payments.add(exchange.headers().first(PaymentCodec.HEADER).orElse(""));
            paysBy.add(exchange.headers().first(PaysBy.HEADER).orElse(""));
            conduct.answer(exchange);
        } catch (IOException broken) {
            throw broken;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    static void echo(Exchange exchange) throws IOException {
        var headers = Headers.contentType("application/x-echo")
                .with("Livepeer-Balance", "17")
                .with("X-Metadata", "{\"m\":1}");
        exchange.answer(201, headers, ByteBuffer.wrap(exchange.body().readAll(1_000)));
    }

    static void events(Exchange exchange) throws IOException {
        try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
            body.write(ByteBuffer.wrap("data: {\"n\":1}\n\n".getBytes(UTF_8)));
            body.write(ByteBuffer.wrap("data: [DONE]\n\n".getBytes(UTF_8)));
        }
    }

    static void countedEvents(Exchange exchange) throws IOException {
        try (var body = exchange.begin(200, Headers.contentType("text/event-stream"))) {
            body.write(ByteBuffer.wrap("event: usage\ndata: {\"units\":5}\n\ndata: {\"n\":1}\n\n".getBytes(UTF_8)));
            body.write(ByteBuffer.wrap("event: usage\ndata: {\"units\":12}\n\ndata: [DONE]\n\n".getBytes(UTF_8)));
        }
    }

    static void brokenEvents(Exchange exchange) throws IOException {
        exchange.begin(200, Headers.contentType("text/event-stream"))
                .write(ByteBuffer.wrap("data: {\"n\":1}\n\n".getBytes(UTF_8)));
    }

    /** Until the gateway has gone. */
    void endless(Exchange exchange) throws Exception {
        var body = exchange.begin(200, Headers.contentType("text/event-stream"));
        try {
            while (!left.await(10, TimeUnit.MILLISECONDS)) {
                body.write(ByteBuffer.wrap(": still here\n\n".getBytes(UTF_8)));
            }
        } catch (IOException gone) {
            left.countDown();
        }
    }

    static Conduct refusing(int status, String text) {
        return exchange -> exchange.refuse(status, text);
    }

    @Override
    public void close() {
        left.countDown();
        server.close();
    }
}
