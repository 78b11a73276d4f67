package io.headrace.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiTask;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.AiWorkerRegistration;
import io.headrace.wire.net.AIWorkerGrpc;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.wire.net.RegisterAIWorkerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An orchestrator that does what the test says, over real connections. */
final class ScriptedAiOrchestrator extends AIWorkerGrpc.AIWorkerImplBase implements AutoCloseable {

    private final LinkedBlockingQueue<Registered> registrations = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Told> results = new LinkedBlockingQueue<>();
    private final String refusal;
    private final HttpServer server;

    record Registered(AiWorkerRegistration what, ServerCallStreamObserver<NotifyAIJob> stream) {
        void give(long task, String pipeline, String request) {
            give(task, pipeline, "", request);
        }

        void give(long task, String pipeline, String inputUrl, String request) {
            notify(new AiTask(task, pipeline, inputUrl, request));
        }

        void notify(AiNotice notice) {
            stream.onNext(AiWorkerCodec.encode(notice));
        }
    }

    /** @param body with its media type before it */
    record Told(Headers headers, String task, String body) {}

    private ScriptedAiOrchestrator(String refusal) throws Exception {
        this.refusal = refusal;
        server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                Router.of(
                        Route.of("POST", "/aiResults", this::result),
                        Route.of("GET", "/stream/{file}", ScriptedAiOrchestrator::upload)),
                List.of(this));
    }

    static ScriptedAiOrchestrator open() throws Exception {
        return new ScriptedAiOrchestrator("");
    }

    static ScriptedAiOrchestrator refusing(String text) throws Exception {
        return new ScriptedAiOrchestrator(text);
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void registerAIWorker(RegisterAIWorkerRequest request, StreamObserver<NotifyAIJob> answer) {
        var stream = (ServerCallStreamObserver<NotifyAIJob>) answer;
        var what = AiWorkerCodec.decode(request).orElseThrow();
        registrations.add(new Registered(what, stream));
        boolean nothing = what.capabilities().constraints().perCapability().isEmpty();
        if (nothing || !refusal.isEmpty()) {
            stream.onError(Status.UNKNOWN
                    .withDescription(nothing ? "zero capacity" : refusal)
                    .asRuntimeException());
        }
    }

    /** A file whose content is its name. */
    private static void upload(Exchange exchange, PathParameters path) throws IOException {
        if (path.get("file").equals("gone")) {
            exchange.refuse(404, "ErrNotFound");
        } else {
            exchange.answer(200, "application/octet-stream", path.get("file"));
        }
    }

    private void result(Exchange exchange, PathParameters path) throws IOException {
        var headers = exchange.headers();
        var body = new String(exchange.body().readAll(100_000), UTF_8);
        results.add(new Told(
                headers,
                headers.first("TaskId").orElse(""),
                headers.first("Content-Type").orElse("") + " " + body));
        exchange.answer(200, "text/plain", "OK");
    }

    Registered worker() throws InterruptedException {
        return Optional.ofNullable(registrations.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    Told result() throws InterruptedException {
        return Optional.ofNullable(results.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    boolean nothingTold() {
        return results.isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }
}
