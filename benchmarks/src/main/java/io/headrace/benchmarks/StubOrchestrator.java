package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.grpc.stub.StreamObserver;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.media.PixelCount;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.transport.CertificateFolder;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.wire.AuthTokens;
import io.headrace.wire.Decoded;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.TranscodeResultCodec;
import io.headrace.wire.net.OrchestratorGrpc;
import io.headrace.wire.net.OrchestratorRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** An orchestrator that works in no time at all, and notes when each segment's head arrived. */
final class StubOrchestrator implements AutoCloseable {

    private static final byte[] RENDITION = new byte[1_000];
    private static final Wei FACE_VALUE = Wei.of(20_000_000_000L);

    private final PrivateKey key = PrivateKey.of(Hash256.of(BigInteger.valueOf(77)));
    private final AuthTokens tokens = new AuthTokens(new byte[32]);
    private final Map<Long, Instant> arrivals = new ConcurrentHashMap<>();
    private final HttpServer server;

    StubOrchestrator(Path folder) throws IOException {
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        server = HttpServer.start(
                HttpServerConfig.tls("127.0.0.1", 0, certificate),
                Router.of(
                        Route.of("POST", "/segment", (exchange, _) -> segment(exchange)),
                        Route.of(
                                "GET",
                                "/stream/{name...}",
                                (exchange, _) ->
                                        exchange.answer(200, "video/mp2t", new String(RENDITION, ISO_8859_1)))),
                List.of(new Service()));
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    /** By the segment's number, when its head had arrived. */
    Map<Long, Instant> arrivals() {
        return arrivals;
    }

    private void segment(Exchange exchange) throws IOException {
        var arrived = Instant.now();
        var header = exchange.headers().first(SegmentCredentialCodec.HEADER).orElse("");
        if (!(SegmentCredentialCodec.decodeHeader(header)
                instanceof Decoded.Value<SegmentCredential>(var credential))) {
            exchange.refuse(403, "ErrSegEncoding");
            return;
        }
        arrivals.put(credential.seq(), arrived);
        var _ = exchange.body().readAll(SegmentCredential.MAX_SEGMENT_BYTES);
        try (var body = exchange.begin(200, Headers.NONE)) {
            body.write(ByteBuffer.wrap(TranscodeResultCodec.encode(result(credential))));
        }
    }

    private TranscodeResult result(SegmentCredential credential) {
        int profiles = credential.ladder().orElseThrow().size();
        var hash = Keccak.hash(RENDITION);
        var signature = key.sign(TranscodeResult.signingHash(
                IntStream.range(0, profiles).mapToObj(_ -> hash).toList()));
        return new TranscodeResult.Transcoded(
                credential.seq(),
                IntStream.range(0, profiles)
                        .mapToObj(i -> new TranscodeResult.Rendition(
                                uri() + "/stream/" + i + "/" + credential.seq() + ".ts", new PixelCount(1_000_000), ""))
                        .toList(),
                Optional.of(signature),
                Optional.of(info()));
    }

    private OrchestratorInfo info() {
        var params = new TicketParams(
                key.address(),
                FACE_VALUE,
                new WinProb(WinProb.MAX.divide(BigInteger.TEN)),
                Hash256.of(new BigInteger(250, new Random())),
                BigInteger.ONE,
                BigInteger.valueOf(1_000_000),
                new CreationRound(1, Keccak.hash(new byte[] {1})));
        return OrchestratorInfo.paid(
                uri().toString(),
                key.address(),
                Price.of(1_000, 1),
                params,
                Capabilities.offer(CapabilitySet.DEFAULT, 4, "0.9.1"),
                tokens.issue("session", Instant.now().plus(Duration.ofMinutes(30))));
    }

    private final class Service extends OrchestratorGrpc.OrchestratorImplBase {
        @Override
        public void getOrchestrator(
                OrchestratorRequest request, StreamObserver<io.headrace.wire.net.OrchestratorInfo> observer) {
            observer.onNext(OrchestratorInfoCodec.encode(info()));
            observer.onCompleted();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
