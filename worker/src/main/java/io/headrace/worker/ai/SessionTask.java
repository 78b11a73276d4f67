package io.headrace.worker.ai;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.wire.AiTask;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.realtime.SessionReport;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One live session that an orchestrator gave to this worker: what the workshop reports of it is told in order, on the
 * task's own virtual thread, and one thing at a time.
 */
final class SessionTask implements LiveWorkshop.Reports, AiTaskDesk.OpenTask {

    private final AiTask task;

    /** At most three, and an empty one after the last. */
    private final BlockingQueue<Optional<AiResult>> results = new LinkedBlockingQueue<>();

    private volatile LiveWorkshop.Work work = () -> {};

    SessionTask(AiTask task) {
        this.task = task;
        results.add(Optional.of(AiResult.session(task, SessionReport.ACCEPTED)));
    }

    void begin(LiveWorkshop workshop, LiveWorkshop.LiveOrder order) {
        work = workshop.begin(order, this);
    }

    @Override
    public void cancel() {
        work.cancel();
    }

    @Override
    public void running() {
        results.add(Optional.of(AiResult.session(task, SessionReport.RUNNING)));
    }

    @Override
    public void ended(LiveWorkshop.Ending ending) {
        results.add(Optional.of(
                switch (ending) {
                    case LiveWorkshop.Ending.Finished() -> AiResult.session(task, SessionReport.FINISHED);
                    case LiveWorkshop.Ending.NoRunner() -> AiResult.failed(task, AiResultHeaders.NO_PLACE);
                    case LiveWorkshop.Ending.Failed(var sentence) -> AiResult.failed(task, sentence);
                }));
        results.add(Optional.empty());
    }

    /** Blocks until the last was told. */
    void tellAll(AiResultPost post) throws InterruptedException {
        for (var next = results.take(); next.isPresent(); next = results.take()) {
            post.send(next.get());
        }
    }
}
