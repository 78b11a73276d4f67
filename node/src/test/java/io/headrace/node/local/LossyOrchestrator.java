package io.headrace.node.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.net.OrchestratorGrpc;
import io.headrace.wire.net.OrchestratorInfo;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.PaymentResult;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionAnswerCodec;
import io.headrace.wire.realtime.SessionRequestCodec;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * An orchestrator of a local network as a gateway sees it through a bad link: what is said of live sessions passes through
 * here, and from a moment on payments get lost while the gateway is told that they arrived. The channels are not in
 * between.
 */
final class LossyOrchestrator extends OrchestratorGrpc.OrchestratorImplBase implements AutoCloseable {

    private static final int MAX_BODY = 1 << 20;
    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), MAX_BODY);

    /** The sessions that began, as their gateway was told. */
    final List<SessionAnswer> sessions = new CopyOnWriteArrayList<>();

    private final URI real;
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final GrpcChannels grpc = new GrpcChannels(Duration.ofSeconds(10));
    private final HttpServer server;
    private volatile boolean losing;

    /** @param real the service address of who works */
    LossyOrchestrator(Path folder, URI real) throws IOException {
        this.real = real;
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        var routes = List.of(
                Route.of("POST", SessionRequestCodec.PATH, this::start), Route.of("POST", "/payment", this::pay));
        server = HttpServer.start(HttpServerConfig.tls("127.0.0.1", 0, certificate), new Router(routes), List.of(this));
    }

    URI service() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    /** From now on no payment arrives, and no session begins. */
    void losePayments() {
        losing = true;
    }

    @Override
    public void getOrchestrator(OrchestratorRequest request, StreamObserver<OrchestratorInfo> answer) {
        try {
            var info = OrchestratorGrpc.newBlockingStub(grpc.to(real))
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .getOrchestrator(request);
            answer.onNext(info.toBuilder().setTranscoder(service().toString()).build());
            answer.onCompleted();
        } catch (StatusRuntimeException refused) {
            answer.onError(refused);
        }
    }

    private void start(Exchange exchange, PathParameters path) throws IOException {
        if (losing) {
            exchange.refuse(503, "insufficient capacity: the link is down");
            return;
        }
        var answer = passedOn(exchange);
        try {
            sessions.add(SessionAnswerCodec.decode(new String(answer, UTF_8)));
        } catch (UnreadableException refusal) {
            // The gateway reads the same.
        }
    }

    private void pay(Exchange exchange, PathParameters path) throws IOException {
        if (losing) {
            exchange.answer(
                    200,
                    Headers.contentType("application/octet-stream"),
                    ByteBuffer.wrap(PaymentResult.getDefaultInstance().toByteArray()));
        } else {
            var _ = passedOn(exchange);
        }
    }

    /** @return what was answered */
    private byte[] passedOn(Exchange exchange) throws IOException {
        var headers =
                Headers.contentType(exchange.headers().first("Content-Type").orElseThrow());
        for (var name : List.of(PaymentCodec.HEADER, SegmentCredentialCodec.HEADER)) {
            headers = headers.with(name, exchange.headers().first(name).orElse(""));
        }
        var call = HttpCall.post(real.resolve(exchange.path()), headers, PATIENT);
        try (var answer = http.send(call, ByteBuffer.wrap(exchange.body().readAll(MAX_BODY)))) {
            var body = answer.readAll();
            exchange.answer(answer.status(), answer.headers(), ByteBuffer.wrap(body));
            return body;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new IOException("The relay is closed", over);
        }
    }

    @Override
    public void close() {
        server.close();
        grpc.close();
        http.close();
    }
}
