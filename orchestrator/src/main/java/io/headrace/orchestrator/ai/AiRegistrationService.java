package io.headrace.orchestrator.ai;

import io.grpc.stub.StreamObserver;
import io.headrace.orchestrator.door.Caller;
import io.headrace.orchestrator.door.Entrance;
import io.headrace.orchestrator.door.Entrance.Wish;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.AiWorkerRegistration;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.net.AIWorkerGrpc;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.wire.net.RegisterAIWorkerRequest;

/** Where AI workers register (pipelines reference section 4.2). */
final class AiRegistrationService extends AIWorkerGrpc.AIWorkerImplBase {

    private final Entrance<AiWorker, NotifyAIJob> entrance;

    AiRegistrationService(Entrance<AiWorker, NotifyAIJob> entrance) {
        this.entrance = entrance;
    }

    @Override
    public void registerAIWorker(RegisterAIWorkerRequest message, StreamObserver<NotifyAIJob> answer) {
        entrance.enter(message.getSecret(), () -> wish(message), wish -> wish, answer);
    }

    private static Decoded<Wish<AiWorker>> wish(RegisterAIWorkerRequest message) {
        try {
            return AiWorkerCodec.decode(message).map(AiRegistrationService::wish);
        } catch (IllegalArgumentException absurd) {
            return new Decoded.Refused<>(PeerError.UNKNOWN.refusal(String.valueOf(absurd.getMessage())));
        }
    }

    private static Wish<AiWorker> wish(AiWorkerRegistration registration) {
        return AiWorker.of(Caller.KEY.get(), registration.capabilities())
                .<Wish<AiWorker>>map(Wish.Work::new)
                .orElseGet(Wish.Nothing::new);
    }
}
