package io.headrace.worker.ai;

import io.headrace.admission.batch.BatchPlace;
import io.headrace.wire.AiTask;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells an orchestrator that wants to hear it once a second how far a task is, on a thread of its own, until it is closed. */
final class ProgressTelling implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AiTask task;
    private final BatchPlace place;
    private final AiResultPost post;
    private final CountDownLatch over = new CountDownLatch(1);

    private ProgressTelling(AiTask task, BatchPlace place, AiResultPost post) {
        this.task = task;
        this.place = place;
        this.post = post;
    }

    static ProgressTelling begin(AiTask task, BatchPlace place, AiResultPost post) {
        var telling = new ProgressTelling(task, place, post);
        if (task.tellsProgress()) {
            Thread.ofVirtual().name("progress of task " + task.taskId()).start(telling::tell);
        }
        return telling;
    }

    private void tell() {
        try {
            while (!over.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                var progress = place.progress();
                if (progress.isPresent()) {
                    post.tell(task, progress.get());
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
