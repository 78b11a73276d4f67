package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Signer;
import io.headrace.media.ManifestId;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.Constraints;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.tricklehttp.ChannelAddress;
import io.headrace.tricklehttp.ChannelCalls;
import io.headrace.tricklehttp.HttpPublisher;
import io.headrace.tricklehttp.HttpSubscriber;
import io.headrace.tricklehttp.Pause;
import io.headrace.wire.AuthToken;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.InfoRequestCodec;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionAnswerCodec;
import io.headrace.wire.realtime.SessionRequest;
import io.headrace.wire.realtime.SessionRequestCodec;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** What a gateway does towards one orchestrator for a live session, step by step. */
final class LiveGateway {

    static final String MODEL = "noop";

    /** As an existing gateway asks (recorded exchange E-071): everything it knows, and the model. */
    static final Capabilities NEEDED = new Capabilities(
            CapabilitySet.DEFAULT.with(Capability.SEGMENT_SLICING, Capability.LIVE_VIDEO_TO_VIDEO),
            CapabilitySet.EMPTY,
            Map.of(),
            "0.9.1",
            new Constraints(
                    "",
                    Map.of(Capability.LIVE_VIDEO_TO_VIDEO.id(), Map.of(MODEL, new ModelConstraint(false, 0, "", 0)))));

    private final LocalOrchestrator to;
    private final Optional<Signer> signer;
    private final TestGateway plain;

    LiveGateway(LocalOrchestrator to) {
        this.to = to;
        this.signer = Optional.empty();
        this.plain = new TestGateway(to);
    }

    LiveGateway(LocalOrchestrator to, Signer signer) {
        this.to = to;
        this.signer = Optional.of(signer);
        this.plain = new TestGateway(to, signer);
    }

    OrchestratorInfo info() {
        var request = signer.map(key -> InfoRequest.signed(key, NEEDED)).orElseGet(() -> InfoRequest.offChain(NEEDED));
        return OrchestratorInfoCodec.decode(plain.stub().getOrchestrator(InfoRequestCodec.encode(request)))
                .orElseThrow();
    }

    static SessionRequest asking(boolean extended) {
        return new SessionRequest(MODEL, "{\"prompt\":\"hello\"}", "request-1", "stream-1", extended);
    }

    /** As in E-072: the credential names capability and model. */
    Headers papers(AuthToken token, Optional<Payment> payment) {
        return papers("35_" + MODEL, token, payment);
    }

    Headers papers(String manifest, AuthToken token, Optional<Payment> payment) {
        var credential = plain.signed(SegmentCredential.ofPayment(new ManifestId(manifest), NEEDED, token));
        return Headers.contentType("application/json")
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(credential))
                .with(
                        PaymentCodec.HEADER,
                        payment.map(PaymentCodec::encodeHeader).orElse(""));
    }

    Answer start(SessionRequest request, Headers papers) throws Exception {
        return plain.post(
                SessionRequestCodec.PATH,
                papers,
                SessionRequestCodec.encode(request).getBytes(UTF_8));
    }

    Answer post(String path, Headers headers, String body) throws Exception {
        return plain.post(path, headers, body.getBytes(UTF_8));
    }

    /** Off chain. */
    Answer start(boolean extended) throws Exception {
        return start(asking(extended), papers(info().token().orElseThrow(), Optional.empty()));
    }

    SessionAnswer started(boolean extended) throws Exception {
        return started(start(extended));
    }

    static SessionAnswer started(Answer answer) throws Exception {
        var text = TestGateway.text(answer);
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + ": " + text);
        }
        return SessionAnswerCodec.decode(text);
    }

    /** A payment for the session that runs. */
    Answer pay(String session, AuthToken token, Payment payment) throws Exception {
        return plain.post("/payment", papers(session, token, Optional.of(payment)), new byte[0]);
    }

    ChannelCalls calls(ChannelPoint point) {
        return new ChannelCalls(to.http, new ChannelAddress(URI.create(point.url()), point.token()));
    }

    HttpPublisher publisher(ChannelPoint point, String mediaType) {
        return HttpPublisher.start(calls(point), mediaType, Pause.real());
    }

    HttpSubscriber subscriber(ChannelPoint point) {
        return new HttpSubscriber(calls(point), 0, Pause.real());
    }

    /** Without any token, as who guesses does. */
    int status(String method, String url) throws Exception {
        var call = new HttpCall(method, URI.create(url), Headers.NONE, HttpCall.Version.HTTP_1_1, TestGateway.PATIENT);
        try (var answer = to.http.send(call, ByteBuffer.allocate(0))) {
            return answer.status();
        }
    }
}
