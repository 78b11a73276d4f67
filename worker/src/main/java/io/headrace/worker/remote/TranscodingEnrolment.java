package io.headrace.worker.remote;

import io.grpc.Channel;
import io.headrace.admission.Workshop;
import io.headrace.wire.Decoded;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.TranscoderGrpc;
import java.util.Iterator;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For segments (wire protocol section 8.1); the workshop's capacity at that moment is what is offered. */
record TranscodingEnrolment(RemoteWorkerConfig config, Workshop workshop, Consumer<SegmentTask> tasks)
        implements Enrolment<NotifySegment> {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodingEnrolment.class);

    @Override
    public Iterator<NotifySegment> enrol(Channel orchestrator) {
        return call(orchestrator, workshop.capacity());
    }

    @Override
    public Iterator<NotifySegment> enrolForNothing(Channel orchestrator) {
        return call(orchestrator, 0);
    }

    private Iterator<NotifySegment> call(Channel orchestrator, int capacity) {
        var registration = new WorkerRegistration(config.secret(), capacity, config.capabilities());
        return TranscoderGrpc.newBlockingStub(orchestrator).registerTranscoder(WorkerCodec.encode(registration));
    }

    @Override
    public void take(NotifySegment notice) {
        switch (WorkerCodec.decode(notice)) {
            case Decoded.Value(var task) -> tasks.accept(task);
            case Decoded.Refused(var refusal) -> LOG.warn("A task makes no sense: {}", refusal.text());
        }
    }
}
