package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.wire.AiWorkerCodec;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Live sessions on the runners of workers elsewhere. The task is the runner's request, so a runner is itself the client
 * of its channels on this orchestrator's public port; no media passes through the worker protocol.
 */
final class RemoteLiveWorkshop implements LiveWorkshop {

    private static final int LIVE = Capability.LIVE_VIDEO_TO_VIDEO.id();
    private static final String PIPELINE =
            BuiltInPipelines.LIVE_VIDEO_TO_VIDEO.name().text();

    /** Workers read the request within a document. */
    private static final int MAX_REQUEST_BYTES = AiWorkerCodec.MAX_REQUEST_BYTES - 1_024;

    private final AiWorkers workers;
    private final Duration untilHeard;

    RemoteLiveWorkshop(AiWorkers workers, Duration untilHeard) {
        this.workers = workers;
        this.untilHeard = untilHeard;
    }

    @Override
    public Map<String, Integer> capacities() {
        return workers.offer(LIVE).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, offer -> offer.getValue().capacity()));
    }

    @Override
    public Map<String, Readiness> readiness() {
        return workers.offer(LIVE).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, offer -> readiness(offer.getValue())));
    }

    private static Readiness readiness(ModelConstraint offer) {
        return new Readiness(offer.warm(), offer.runnerVersion());
    }

    @Override
    public Work begin(LiveOrder order, Reports reports) {
        var told = new Told(reports);
        int bytes = order.request().getBytes(UTF_8).length;
        if (bytes > MAX_REQUEST_BYTES) {
            told.ended(new AiOutcome.Failed("The session's request has " + bytes + " bytes; workers read at most "
                    + MAX_REQUEST_BYTES + ". Send shorter parameters"));
            return () -> {};
        }
        var asked = new AiOrder(new AiSkill(LIVE, order.model()), PIPELINE, "", order.request(), untilHeard);
        return workers.begin(asked, told)::run;
    }

    private record Told(Reports reports) implements AiTaskBook.Reports {
        @Override
        public void running() {
            reports.running();
        }

        @Override
        public void ended(AiOutcome outcome) {
            reports.ended(
                    switch (outcome) {
                        case AiOutcome.Finished() -> new Ending.Finished();
                        case AiOutcome.NoPlace() -> new Ending.NoRunner();
                        case AiOutcome.Failed(var sentence) -> new Ending.Failed(sentence);
                    });
        }
    }
}
