package io.headrace.worker.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.transport.ServerCertificate;
import io.headrace.wire.Decoded;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.delivery.Delivery;
import io.headrace.wire.delivery.DeliveryHead;
import io.headrace.wire.delivery.DeliveryLimits;
import io.headrace.wire.delivery.GarbledDeliveryException;
import io.headrace.wire.delivery.RenditionReader;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.TranscoderGrpc;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An orchestrator of the network that does what the test says, on a real port. */
final class ScriptedOrchestrator extends TranscoderGrpc.TranscoderImplBase implements AutoCloseable {

    static final byte[] SOURCE = "G the source of a segment".getBytes(UTF_8);

    private final HttpServer server;
    private final int port;
    private final String refusal;
    private final long mostRefused;
    private final LinkedBlockingQueue<Registered> registrations = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Delivered> deliveries = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Metadata> metadata = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<String> fetchedOver = new LinkedBlockingQueue<>();

    record Registered(WorkerRegistration what, ServerCallStreamObserver<NotifySegment> stream, CountDownLatch left) {
        void notify(NotifySegment notice) {
            stream.onNext(notice);
        }
    }

    record Delivered(Headers headers, long task, Delivery delivery) {}

    private ScriptedOrchestrator(int wanted, long mostRefused, String refusal) throws Exception {
        this.mostRefused = mostRefused;
        this.refusal = refusal;
        var routes = Router.of(
                Route.of("GET", "/stream/{session}/{file}", this::source),
                Route.of("POST", "/transcodeResults", this::deliver));
        server = HttpServer.start(
                HttpServerConfig.tls("127.0.0.1", wanted, certificate()),
                routes,
                List.of(() -> ServerInterceptors.intercept(this, new KeepsMetadata())));
        this.port = server.port();
    }

    /** Nobody meets this orchestrator twice: the folder is gone when the certificate is made. */
    private static ServerCertificate certificate() throws IOException {
        var folder = Files.createTempDirectory("orchestrator");
        try {
            return new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        } finally {
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    static ScriptedOrchestrator open() throws Exception {
        return new ScriptedOrchestrator(0, 0, "zero capacity");
    }

    static ScriptedOrchestrator refusing(String text) throws Exception {
        return new ScriptedOrchestrator(0, Long.MAX_VALUE, text);
    }

    static ScriptedOrchestrator again(int port) throws Exception {
        return new ScriptedOrchestrator(port, 0, "zero capacity");
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    URI uri(String path) {
        return URI.create("https://" + address() + path);
    }

    @Override
    public void registerTranscoder(RegisterRequest request, StreamObserver<NotifySegment> answer) {
        var left = new CountDownLatch(1);
        var stream = (ServerCallStreamObserver<NotifySegment>) answer;
        stream.setOnCancelHandler(left::countDown);
        registrations.add(new Registered(WorkerCodec.decode(request).orElseThrow(), stream, left));
        boolean refused = request.getCapacity() <= mostRefused;
        if (refused) {
            stream.onError(Status.UNKNOWN.withDescription(refusal).asRuntimeException());
        }
    }

    Registered worker() throws InterruptedException {
        return Optional.ofNullable(registrations.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    Delivered delivery() throws InterruptedException {
        return Optional.ofNullable(deliveries.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    boolean nothingDelivered() {
        return deliveries.isEmpty();
    }

    private void source(Exchange exchange, PathParameters path) throws IOException {
        fetchedOver.add(exchange.headers().first("Host").isPresent() ? "HTTP/1.1" : "HTTP/2");
        if (path.get("file").equals("gone.tempfile")) {
            exchange.refuse(404, "ErrNotFound");
        } else {
            exchange.answer(200, Headers.NONE, ByteBuffer.wrap(SOURCE));
        }
    }

    private void deliver(Exchange exchange, PathParameters path) throws IOException {
        if (!(DeliveryHead.decode(exchange.headers()::first) instanceof Decoded.Value(var head))) {
            throw new IOException("no delivery");
        }
        var delivery = delivery(exchange, head);
        deliveries.add(new Delivered(exchange.headers(), head.taskId(), delivery));
        exchange.answer(200, "text/plain", "OK");
    }

    private static Delivery delivery(Exchange exchange, DeliveryHead head) throws IOException {
        try {
            return switch (head.body()) {
                case DeliveryHead.Body.ErrorText() ->
                    new Delivery.Failed(new String(exchange.body().readAll(1_000), UTF_8));
                case DeliveryHead.Body.Multipart(var boundary) ->
                    new Delivery.Transcoded(
                            RenditionReader.read(exchange.body().stream(1_000_000), boundary, DeliveryLimits.DEFAULT));
                case DeliveryHead.Body.Other(var type) -> throw new IOException(type);
            };
        } catch (GarbledDeliveryException garbled) {
            throw new IOException(garbled);
        }
    }

    /** Everything breaks, as if the process had been killed. */
    @Override
    public void close() {
        server.close();
    }

    private final class KeepsMetadata implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            metadata.add(headers);
            return next.startCall(call, headers);
        }
    }
}
