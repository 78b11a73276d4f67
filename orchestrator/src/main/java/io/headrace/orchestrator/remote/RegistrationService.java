package io.headrace.orchestrator.remote;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.headrace.admission.Worker;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.TranscoderGrpc;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers in (wire protocol section 8.1). A registration lasts as long as its call.
 *
 * <p>The protocol has no word with which a worker could leave politely. So workers of ours register once more, for a
 * capacity of zero, before they end their call: every orchestrator refuses that, and this one knows what is meant.
 */
final class RegistrationService extends TranscoderGrpc.TranscoderImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationService.class);

    /** One process does not do more at once, whatever it says. */
    private static final int MAX_CAPACITY = 1_000;

    private final RemoteWorkersConfig config;
    private final Door door;
    private final AtomicLong registrations = new AtomicLong();

    /** Behind it is the pool. */
    interface Door {

        int workers();

        /** False when too much waits to be let in. */
        boolean joined(long id, RegisteredWorker worker, ServerCallStreamObserver<NotifySegment> stream);

        /** It said that it takes nothing new. */
        void drained(Worker worker);

        void left(long id);
    }

    RegistrationService(RemoteWorkersConfig config, Door door) {
        this.config = config;
        this.door = door;
    }

    @Override
    public void registerTranscoder(RegisterRequest message, StreamObserver<NotifySegment> answer) {
        // Before anything else is looked at: strangers learn nothing.
        if (!config.secret().matches(message.getSecret())) {
            LOG.warn("Worker {} does not know the secret", Caller.KEY.get());
            refuse(answer, Status.UNKNOWN, PeerError.WORKER_SECRET.text());
            return;
        }
        switch (WorkerCodec.decode(message)) {
            case Decoded.Refused(var refusal) -> refuse(answer, Status.UNKNOWN, refusal.text());
            case Decoded.Value(var registration)
            when registration.capacity() < 1 -> {
                door.drained(Caller.KEY.get().asWorker());
                refuse(answer, Status.UNKNOWN, PeerError.WORKER_CAPACITY.text());
            }
            case Decoded.Value(var registration) -> register(registration, answer);
        }
    }

    private void register(WorkerRegistration registration, StreamObserver<NotifySegment> answer) {
        var caller = Caller.KEY.get();
        var worker = new RegisteredWorker(
                caller.name(),
                caller.pid(),
                (int) Math.min(registration.capacity(), MAX_CAPACITY),
                registration.capabilities());
        var stream = (ServerCallStreamObserver<NotifySegment>) answer;
        long id = registrations.incrementAndGet();
        stream.setOnCancelHandler(() -> door.left(id));
        if (door.workers() >= config.maxWorkers() || !door.joined(id, worker, stream)) {
            refuse(answer, Status.RESOURCE_EXHAUSTED, "There are " + door.workers() + " workers, no more are taken");
        }
    }

    private static void refuse(StreamObserver<NotifySegment> answer, Status status, String text) {
        answer.onError(status.withDescription(text).asRuntimeException());
    }
}
