package io.headrace.gateway.peer;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.headrace.crypto.Signer;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.MediaBytes;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Progress;
import io.headrace.transport.Answer;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.transport.address.AddressRules;
import io.headrace.wire.AuthToken;
import io.headrace.wire.Decoded;
import io.headrace.wire.EndSessionCodec;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.InfoRequestCodec;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.TranscodeResultCodec;
import io.headrace.wire.net.OrchestratorGrpc;
import io.headrace.wire.realtime.SessionAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Orchestrators as they are reached over the network: gRPC for their info, HTTP for segments and results. */
public final class NetworkPeer implements OrchestratorPeer {

    /** An orchestrator that needs longer for its info is no help (wire protocol section 9.2). */
    private static final Duration PATIENCE_WITH_INFO = Duration.ofSeconds(5);

    private static final Duration PATIENCE_WITH_RESULT = Duration.ofSeconds(8);
    private static final Duration PATIENCE_WITH_GOODBYE = Duration.ofSeconds(2);
    private static final int MAX_RESULT_MESSAGE = 1 << 20;

    private final HttpClient http;
    private final GrpcChannels channels;
    private final Optional<Signer> signer;
    private final LiveCalls live;
    private final BatchCalls batch;

    /**
     * @param signer of requests; empty off chain
     * @param rules where the channels of live sessions may be
     */
    public NetworkPeer(HttpClient http, GrpcChannels channels, Optional<Signer> signer, ChannelRules rules) {
        this.http = http;
        this.channels = channels;
        this.signer = signer;
        this.live = new LiveCalls(http, rules);
        this.batch = new BatchCalls(http);
    }

    @Override
    public OrchestratorInfo info(URI service, Capabilities needed, boolean again) throws PeerException {
        var request = signer.map(key -> InfoRequest.signed(key, needed)).orElseGet(() -> InfoRequest.offChain(needed));
        var asked = new InfoRequest(request.gateway(), request.signature(), request.capabilities(), again);
        try {
            var message = OrchestratorGrpc.newBlockingStub(channels.to(service))
                    .withDeadlineAfter(PATIENCE_WITH_INFO.toMillis(), TimeUnit.MILLISECONDS)
                    .getOrchestrator(InfoRequestCodec.encode(asked));
            return switch (OrchestratorInfoCodec.decode(message)) {
                case Decoded.Value<OrchestratorInfo>(var info) -> info;
                case Decoded.Refused<OrchestratorInfo>(var refusal) ->
                    throw new PeerException(
                            Reason.SESSION_REFUSED,
                            Sent.NOTHING,
                            service + " answered with an info that makes no sense: " + refusal.text());
            };
        } catch (StatusRuntimeException failed) {
            throw callFailed(service, failed);
        }
    }

    private static PeerException callFailed(URI service, StatusRuntimeException failed) {
        String text = Optional.ofNullable(failed.getStatus().getDescription()).orElse("");
        var reason = switch (PeerError.ofCall(text)) {
            case REQUEST_CAPPED -> Reason.CAPPED;
            case SENDER_RESERVE -> Reason.INSUFFICIENT_FUNDS;
            default -> failed.getStatus().getCode() == Status.Code.UNKNOWN ? Reason.SESSION_REFUSED : Reason.PEER_LOST;
        };
        return new PeerException(reason, Sent.NOTHING, service + " " + words(failed.getStatus(), text), failed);
    }

    private static String words(Status status, String text) {
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> "gave no info within " + PATIENCE_WITH_INFO.toSeconds() + " s";
            case UNAVAILABLE -> "cannot be reached";
            case UNKNOWN -> "refused: " + text;
            default -> "failed with " + status.getCode() + (text.isEmpty() ? "" : ": " + text);
        };
    }

    @Override
    public TranscodeResult segment(SegmentCall call) throws PeerException {
        var limits = new HttpCall.Limits(call.uploadPatience(), call.patience(), MAX_RESULT_MESSAGE);
        var head = HttpCall.post(path(call.service(), "/segment"), headers(call), limits);
        try (var answer = http.send(head, call.bytes().asByteBuffer())) {
            if (answer.status() != 200) {
                throw refused(call, answer);
            }
            call.uploaded().run();
            return result(call, answer.readAll());
        } catch (TransportException failed) {
            throw new PeerException(
                    reason(failed), sent(failed), "segment to " + call.service() + ": " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new PeerException(
                    Reason.PEER_LOST,
                    Sent.PERHAPS,
                    "segment to " + call.service() + ": " + failed.getMessage(),
                    failed);
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.PERHAPS, "segment to " + call.service() + " was given up");
        }
    }

    private static Headers headers(SegmentCall call) {
        return Headers.contentType("video/MP2T")
                .with(SegmentCredentialCodec.HEADER, SegmentCredentialCodec.encodeHeader(call.credential()))
                .with(
                        PaymentCodec.HEADER,
                        call.payment().map(PaymentCodec::encodeHeader).orElse(""));
    }

    private static TranscodeResult result(SegmentCall call, byte[] body) throws PeerException {
        return switch (TranscodeResultCodec.decode(body)) {
            case Decoded.Value<TranscodeResult>(var result) -> result;
            case Decoded.Refused<TranscodeResult>(var refusal) ->
                throw new PeerException(
                        Reason.RESULT_UNUSABLE,
                        Sent.PERHAPS,
                        call.service() + " answered with a result that makes no sense: " + refusal.text());
        };
    }

    private static PeerException refused(SegmentCall call, Answer answer) throws IOException {
        String text = new String(answer.readAll(), StandardCharsets.UTF_8).strip();
        var error = PeerError.ofAnswer(answer.status(), text);
        return new PeerException(
                Reasons.of(error),
                Sent.PERHAPS,
                call.service() + " refused the segment with " + answer.status() + " \"" + text + "\"");
    }

    @Override
    public MediaBytes fetch(URI rendition) throws PeerException {
        var limits =
                new HttpCall.Limits(PATIENCE_WITH_RESULT, PATIENCE_WITH_RESULT, SegmentCredential.MAX_SEGMENT_BYTES);
        try (var answer = http.send(HttpCall.get(rendition, limits))) {
            if (answer.status() != 200) {
                throw new PeerException(Reason.PEER_LOST, Sent.PERHAPS, rendition + " answered " + answer.status());
            }
            return MediaBytes.owning(answer.readAll());
        } catch (IOException failed) {
            throw new PeerException(Reason.PEER_LOST, Sent.PERHAPS, rendition + ": " + failed.getMessage(), failed);
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.PERHAPS, rendition + " was given up");
        }
    }

    @Override
    public SessionAnswer live(LiveCall call) throws PeerException {
        return live.start(call);
    }

    @Override
    public Optional<OrchestratorInfo> pay(PaymentCall call) throws PeerException {
        return live.pay(call);
    }

    @Override
    public Answer batch(BatchCall call) throws PeerException {
        return batch.send(call);
    }

    @Override
    public Optional<Progress> progress(URI service, String name) throws InterruptedException {
        return batch.progress(service, name);
    }

    @Override
    public void download(URI file, Optional<AddressRules> within, Path target, long mostBytes, Duration patience)
            throws PeerException {
        batch.download(file, within, target, mostBytes, patience);
    }

    @Override
    public void endSession(URI service, AuthToken token) {
        try {
            var _ = OrchestratorGrpc.newBlockingStub(channels.to(service))
                    .withDeadlineAfter(PATIENCE_WITH_GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                    .endTranscodingSession(EndSessionCodec.encode(token));
        } catch (StatusRuntimeException unreachable) {
            // It ends the session by itself when it hears nothing.
        }
    }

    static URI path(URI service, String path) {
        return URI.create(service.toString().replaceAll("/+$", "") + path);
    }

    static Reason reason(TransportException failed) {
        return switch (failed.kind()) {
            case HEADER_TIMEOUT, BODY_TIMEOUT, TOO_SLOW -> Reason.TIMEOUT;
            case TOO_LARGE -> Reason.RESULT_UNUSABLE;
            case UNREACHABLE, CANNOT_LISTEN, BROKEN_OFF, OVERLOADED -> Reason.PEER_LOST;
        };
    }

    static Sent sent(TransportException failed) {
        return switch (failed.kind()) {
            case UNREACHABLE, OVERLOADED, CANNOT_LISTEN -> Sent.NOTHING;
            case HEADER_TIMEOUT, BODY_TIMEOUT, BROKEN_OFF, TOO_SLOW, TOO_LARGE -> Sent.PERHAPS;
        };
    }
}
