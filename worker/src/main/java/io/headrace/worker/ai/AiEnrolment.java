package io.headrace.worker.ai;

import io.grpc.Channel;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.AiWorkerRegistration;
import io.headrace.wire.Decoded;
import io.headrace.wire.net.AIWorkerGrpc;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.worker.remote.Enrolment;
import io.headrace.worker.remote.RemoteWorkerConfig;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For the models that the worker has at that moment (pipelines reference section 4.2). */
record AiEnrolment(RemoteWorkerConfig config, WorkerOffer offer, Consumer<AiNotice> notices)
        implements Enrolment<NotifyAIJob> {

    private static final Logger LOG = LoggerFactory.getLogger(AiEnrolment.class);

    @Override
    public Iterator<NotifyAIJob> enrol(Channel orchestrator) {
        return call(orchestrator, offer.tell());
    }

    @Override
    public Iterator<NotifyAIJob> enrolForNothing(Channel orchestrator) {
        var version = config.capabilities().version();
        return call(orchestrator, Capabilities.offer(CapabilitySet.EMPTY, 1, version));
    }

    private Iterator<NotifyAIJob> call(Channel orchestrator, Capabilities capabilities) {
        var registration = new AiWorkerRegistration(config.secret(), capabilities, List.of());
        return AIWorkerGrpc.newBlockingStub(orchestrator).registerAIWorker(AiWorkerCodec.encode(registration));
    }

    @Override
    public void take(NotifyAIJob notice) {
        switch (AiWorkerCodec.decode(notice)) {
            case Decoded.Value(var read) -> notices.accept(read);
            case Decoded.Refused(var refusal) ->
                LOG.warn("Task {} makes no sense: {}", notice.getTaskId(), refusal.text());
        }
    }
}
