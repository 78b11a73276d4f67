package io.headrace.orchestrator.remote;

import io.grpc.stub.StreamObserver;
import io.headrace.orchestrator.door.Caller;
import io.headrace.orchestrator.door.Entrance;
import io.headrace.orchestrator.door.Entrance.Wish;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.TranscoderGrpc;

/** Where transcoding workers register (wire protocol section 8.1). */
final class RegistrationService extends TranscoderGrpc.TranscoderImplBase {

    /** One process does not do more at once, whatever it says. */
    private static final int MAX_CAPACITY = 1_000;

    private final Entrance<RegisteredWorker, NotifySegment> entrance;

    RegistrationService(Entrance<RegisteredWorker, NotifySegment> entrance) {
        this.entrance = entrance;
    }

    @Override
    public void registerTranscoder(RegisterRequest message, StreamObserver<NotifySegment> answer) {
        entrance.enter(message.getSecret(), () -> WorkerCodec.decode(message), RegistrationService::wish, answer);
    }

    private static Wish<RegisteredWorker> wish(WorkerRegistration registration) {
        if (registration.capacity() < 1) {
            return new Wish.Nothing<>();
        }
        var caller = Caller.KEY.get();
        return new Wish.Work<>(new RegisteredWorker(
                caller.name(),
                caller.pid(),
                (int) Math.min(registration.capacity(), MAX_CAPACITY),
                registration.capabilities()));
    }
}
