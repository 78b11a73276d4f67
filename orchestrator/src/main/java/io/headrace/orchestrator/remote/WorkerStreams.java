package io.headrace.orchestrator.remote;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.net.NotifySegment;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open registrations. Each stream is written by the pool's thread alone. */
final class WorkerStreams {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerStreams.class);

    private final Map<Long, ServerCallStreamObserver<NotifySegment>> byId = new ConcurrentHashMap<>();

    void put(long id, ServerCallStreamObserver<NotifySegment> stream) {
        byId.put(id, stream);
    }

    void forget(long id) {
        byId.remove(id);
    }

    /** False when the stream is gone. */
    boolean send(long id, SegmentTask task) {
        return Optional.ofNullable(byId.get(id))
                .filter(stream -> survives(() -> stream.onNext(WorkerCodec.encode(task))))
                .isPresent();
    }

    /** A worker registers again after that. */
    void end(long id) {
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
