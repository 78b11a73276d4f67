package io.headrace.orchestrator.door;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open registrations. Each stream is written by the pool's thread alone.
 *
 * @param <N> what workers are told
 */
public final class WorkerStreams<N> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerStreams.class);

    private final Map<Long, ServerCallStreamObserver<N>> byId = new ConcurrentHashMap<>();

    /** @param id counts registrations */
    public void put(long id, ServerCallStreamObserver<N> stream) {
        byId.put(id, stream);
    }

    public void forget(long id) {
        byId.remove(id);
    }

    /** False when the stream is gone. */
    public boolean send(long id, N notice) {
        return Optional.ofNullable(byId.get(id))
                .filter(stream -> survives(() -> stream.onNext(notice)))
                .isPresent();
    }

    /** A worker registers again after that. */
    public void end(long id) {
        Optional.ofNullable(byId.remove(id)).ifPresent(stream -> survives(stream::onCompleted));
    }

    private static boolean survives(Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (StatusRuntimeException | IllegalStateException gone) {
            LOG.debug("A worker's stream ended before it could be written", gone);
            return false;
        }
    }
}
