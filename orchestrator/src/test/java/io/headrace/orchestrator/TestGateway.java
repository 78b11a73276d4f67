package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signer;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.Profile;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.wire.AuthToken;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.InfoRequestCodec;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.TranscodeResultCodec;
import io.headrace.wire.net.OrchestratorGrpc;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a gateway does towards one orchestrator, step by step. */
final class TestGateway {

    static final CapabilitySet NEEDED =
            CapabilitySet.of(Capability.H264, Capability.MPEGTS, Capability.AUTH_TOKEN, Capability.SEGMENT_SLICING);
    static final Profile PROFILE = Profile.h264(320, 180, 200_000).named("p1");
    static final byte[] MEDIA = "not really a segment".getBytes(UTF_8);
    static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(30), 10_000_000);

    private final LocalOrchestrator to;
    private final Optional<Signer> signer;

    TestGateway(LocalOrchestrator to) {
        this.to = to;
        this.signer = Optional.empty();
    }

    TestGateway(LocalOrchestrator to, Signer signer) {
        this.to = to;
        this.signer = Optional.of(signer);
    }

    OrchestratorGrpc.OrchestratorBlockingStub stub() {
        return OrchestratorGrpc.newBlockingStub(to.grpc.to(to.uri(""))).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    OrchestratorInfo info() {
        var needed = Capabilities.request(NEEDED);
        var request = signer.map(key -> InfoRequest.signed(key, needed)).orElseGet(() -> InfoRequest.offChain(needed));
        return OrchestratorInfoCodec.decode(stub().getOrchestrator(InfoRequestCodec.encode(request)))
                .orElseThrow();
    }

    AuthToken token() {
        return info().token().orElseThrow();
    }

    SegmentCredential credential(long seq, AuthToken token) {
        return signed(SegmentCredential.of(
                new ManifestId("movie"),
                seq,
                Keccak.hash(MEDIA),
                new Ladder(List.of(PROFILE)),
                Duration.ofSeconds(2),
                Capabilities.request(NEEDED),
                token));
    }

    SegmentCredential signed(SegmentCredential credential) {
        return signer.map(credential::signedBy).orElse(credential);
    }

    static Headers headers(SegmentCredential credential, Optional<Payment> payment) {
        return Headers.contentType("video/MP2T")
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential))
                .with(
                        PaymentCodec.HEADER,
                        payment.map(PaymentCodec::encodeHeader).orElse(""));
    }

    /** A segment off chain, whole. */
    TranscodeResult submit(long seq, AuthToken token) throws Exception {
        return result(post("/segment", headers(credential(seq, token), Optional.empty()), MEDIA));
    }

    Answer post(String path, Headers headers, byte[] body) throws Exception {
        return to.http.send(HttpCall.post(to.uri(path), headers, PATIENT), ByteBuffer.wrap(body));
    }

    Answer get(String uri) throws Exception {
        return to.http.send(HttpCall.get(URI.create(uri), PATIENT));
    }

    static TranscodeResult result(Answer answer) throws IOException {
        return TranscodeResultCodec.decode(answer.readAll()).orElseThrow();
    }

    static String text(Answer answer) throws IOException {
        return new String(answer.readAll(), UTF_8);
    }
}
