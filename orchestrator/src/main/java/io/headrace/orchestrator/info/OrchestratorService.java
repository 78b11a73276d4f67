package io.headrace.orchestrator.info;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.headrace.admission.Admission;
import io.headrace.admission.SessionId;
import io.headrace.crypto.Hash256;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.wire.Decoded;
import io.headrace.wire.EndSessionCodec;
import io.headrace.wire.InfoRequestCodec;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.PeerError;
import io.headrace.wire.net.EndTranscodingSessionRequest;
import io.headrace.wire.net.EndTranscodingSessionResponse;
import io.headrace.wire.net.OrchestratorGrpc;
import io.headrace.wire.net.OrchestratorInfo;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.PingPong;

/**
 * The gRPC face (wire protocol sections 2.1 to 2.3). Each call runs on a virtual thread of its own. Refusals are status
 * UNKNOWN with a text that peers compare; only what the network's nodes die of is InvalidArgument (section 14, 17).
 */
public final class OrchestratorService extends OrchestratorGrpc.OrchestratorImplBase {

    private final InfoDesk infos;
    private final SessionTokens tokens;
    private final Admission admission;
    private final Billing billing;

    public OrchestratorService(InfoDesk infos, SessionTokens tokens, Admission admission, Billing billing) {
        this.infos = infos;
        this.tokens = tokens;
        this.admission = admission;
        this.billing = billing;
    }

    @Override
    public void getOrchestrator(OrchestratorRequest message, StreamObserver<OrchestratorInfo> answer) {
        switch (InfoRequestCodec.decode(message)) {
            case Decoded.Refused(var refusal) -> refuse(answer, refusal.text());
            case Decoded.Value(var request) -> {
                switch (infos.answer(request)) {
                    case InfoDesk.Telling.Refused(var text) -> refuse(answer, text);
                    case InfoDesk.Telling.Told(var info) -> answer(answer, OrchestratorInfoCodec.encode(info));
                }
            }
        }
    }

    @Override
    public void endTranscodingSession(
            EndTranscodingSessionRequest message, StreamObserver<EndTranscodingSessionResponse> answer) {
        if (!message.hasAuthToken()) {
            answer.onError(Status.INVALID_ARGUMENT
                    .withDescription("missing auth token: which session is to end?")
                    .asRuntimeException());
            return;
        }
        var token = EndSessionCodec.decode(message).toOptional().filter(tokens::isOurs);
        if (token.isEmpty()) {
            refuse(answer, PeerError.END_TOKEN.text());
            return;
        }
        admission.endSession(new SessionId(token.get().sessionId()));
        answer(answer, EndTranscodingSessionResponse.getDefaultInstance());
    }

    /**
     * Signs what a stranger chose, as the protocol has it, so it must not be anything that means something elsewhere: a
     * ticket or a request to be signed is longer than the hash that a ping carries.
     */
    @Override
    public void ping(PingPong message, StreamObserver<PingPong> answer) {
        if (message.getValue().size() > Hash256.LENGTH) {
            answer.onError(Status.INVALID_ARGUMENT
                    .withDescription("a ping carries at most " + Hash256.LENGTH + " bytes")
                    .asRuntimeException());
            return;
        }
        var signature = billing.signPing(message.getValue().toByteArray())
                .map(value -> ByteString.copyFrom(value.bytes()))
                .orElse(ByteString.EMPTY);
        answer(answer, PingPong.newBuilder().setValue(signature).build());
    }

    private static <T> void answer(StreamObserver<T> to, T message) {
        to.onNext(message);
        to.onCompleted();
    }

    private static void refuse(StreamObserver<?> to, String text) {
        to.onError(Status.UNKNOWN.withDescription(text).asRuntimeException());
    }
}
