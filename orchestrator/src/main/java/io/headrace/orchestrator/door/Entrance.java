package io.headrace.orchestrator.door;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.headrace.admission.Worker;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers in, of whatever kind (wire protocol section 8.1, pipelines reference section 4.2). A registration lasts as
 * long as its call.
 *
 * <p>The protocol has no word with which a worker could leave politely. So workers of ours register once more, for
 * nothing, before they end their call: every orchestrator refuses that, and this one knows what is meant.
 *
 * @param <W> a worker as it offers itself
 * @param <N> what workers are told
 */
public final class Entrance<W, N> {

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final WorkerSecret secret;
    private final int maxWorkers;
    private final Room<W, N> room;
    private final AtomicLong registrations = new AtomicLong();

    /** Behind the entrance: the pool. */
    public interface Room<W, N> {

        int workers();

        /** False when too much waits to be let in. */
        boolean joined(long id, W worker, ServerCallStreamObserver<N> stream);

        /** It said that it takes nothing new. */
        void drained(Worker worker);

        void left(long id);
    }

    /** What somebody who knows the secret wants. */
    public sealed interface Wish<W> {
        record Work<W>(W worker) implements Wish<W> {}

        /** Work for nobody at all: it leaves, or cannot have meant it. */
        record Nothing<W>() implements Wish<W> {}
    }

    /** @param maxWorkers at once; more are refused */
    public Entrance(WorkerSecret secret, int maxWorkers, Room<W, N> room) {
        this.secret = secret;
        this.maxWorkers = maxWorkers;
        this.room = room;
    }

    /**
     * Decides about one registration; the caller is that of the gRPC context.
     *
     * @param message is read only when the secret is right: strangers learn nothing
     * @param wish what the message says, from that caller
     */
    public <M> void enter(
            String offered, Supplier<Decoded<M>> message, Function<M, Wish<W>> wish, StreamObserver<N> answer) {
        if (!secret.matches(offered)) {
            LOG.warn("Worker {} does not know the secret", Caller.KEY.get());
            refuse(answer, Status.UNKNOWN, PeerError.WORKER_SECRET.text());
            return;
        }
        switch (message.get().map(wish)) {
            case Decoded.Refused(var refusal) -> refuse(answer, Status.UNKNOWN, refusal.text());
            case Decoded.Value(Wish.Nothing<W> _) -> {
                room.drained(Caller.KEY.get().asWorker());
                refuse(answer, Status.UNKNOWN, PeerError.WORKER_CAPACITY.text());
            }
            case Decoded.Value(Wish.Work<W>(var worker)) -> register(worker, answer);
        }
    }

    private void register(W worker, StreamObserver<N> answer) {
        var stream = (ServerCallStreamObserver<N>) answer;
        long id = registrations.incrementAndGet();
        stream.setOnCancelHandler(() -> room.left(id));
        if (room.workers() >= maxWorkers || !room.joined(id, worker, stream)) {
            refuse(answer, Status.RESOURCE_EXHAUSTED, "There are " + room.workers() + " workers, no more are taken");
        }
    }

    private static void refuse(StreamObserver<?> answer, Status status, String text) {
        answer.onError(status.withDescription(text).asRuntimeException());
    }
}
