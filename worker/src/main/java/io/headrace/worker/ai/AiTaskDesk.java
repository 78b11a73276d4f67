package io.headrace.worker.ai;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiTask;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.realtime.RunnerRequestCodec;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes tasks and sees each to its end, which is told once. Any thread; only {@link #awaitIdle} waits. */
final class AiTaskDesk {

    private static final Logger LOG = LoggerFactory.getLogger(AiTaskDesk.class);

    private static final String LIVE =
            BuiltInPipelines.LIVE_VIDEO_TO_VIDEO.name().text();

    /** Open or just being refused; what comes beyond that is not answered. */
    private static final int MOST = 1_000;

    private final LiveWorkshop workshop;
    private final BatchBench bench;
    private final AiResultPost post;
    private final Map<Long, OpenTask> open = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ai task ", 0).factory());

    AiTaskDesk(LiveWorkshop workshop, BatchBench bench, AiResultPost post) {
        this.workshop = workshop;
        this.bench = bench;
        this.post = post;
    }

    /** Something at work that can be ended before its time; its end is still told. */
    interface OpenTask {
        void cancel();
    }

    void take(AiNotice notice) {
        switch (notice) {
            case AiTask task when task.pipeline().equals(LIVE) -> begin(task);
            case AiTask task ->
                bench.job(task)
                        .ifPresentOrElse(
                                job -> {
                                    var _ = begin(task, job, job::work);
                                },
                                () -> tell(AiResult.failed(task, AiResultHeaders.NO_PLACE)));
            case AiNotice.Withdrawn(long taskId) ->
                Optional.ofNullable(open.get(taskId))
                        .ifPresentOrElse(
                                OpenTask::cancel,
                                () -> tell(AiResult.failed(taskId, LIVE, "The worker has no task " + taskId)));
        }
    }

    private void begin(AiTask task) {
        try {
            var asked = RunnerRequestCodec.decode(task.request());
            var session = new SessionTask(task);
            if (begin(task, session, () -> session.tellAll(post))) {
                session.begin(workshop, new LiveWorkshop.LiveOrder(asked.manifestId(), asked.model(), task.request()));
            }
        } catch (UnreadableException unreadable) {
            LOG.warn("Task {} makes no sense: {}", task.taskId(), unreadable.sentence());
            tell(AiResult.failed(task, "The worker cannot read the request: " + unreadable.sentence()));
        }
    }

    /** False when it is open already, or cannot be worked on. */
    private boolean begin(AiTask task, OpenTask opened, Blocking work) {
        if (open.putIfAbsent(task.taskId(), opened) != null) {
            LOG.warn("Task {} was given twice", task.taskId());
            return false;
        }
        boolean begun = inBackground(() -> {
            try {
                work.run();
            } finally {
                open.remove(task.taskId());
            }
        });
        if (!begun) {
            open.remove(task.taskId());
        }
        return begun;
    }

    private void tell(AiResult result) {
        var _ = inBackground(() -> post.send(result));
    }

    private interface Blocking {
        void run() throws InterruptedException;
    }

    /** False when too much is open, or everything has ended. */
    private boolean inBackground(Blocking work) {
        if (!places.tryAcquire()) {
            LOG.warn("{} tasks are open; the next one is not answered", MOST);
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                } finally {
                    places.release();
                }
            });
            return true;
        } catch (RejectedExecutionException ended) {
            places.release();
            return false;
        }
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    /** Cancels everything that is open; each end is still told. */
    void cancelAll() {
        open.values().forEach(OpenTask::cancel);
    }

    /** True when everything has ended and was told in that time. */
    boolean awaitIdle(Duration patience) throws InterruptedException {
        boolean all = places.tryAcquire(MOST, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (all) {
            places.release(MOST);
        }
        return all;
    }

    /** Tells nothing any more. */
    void end() {
        cancelAll();
        post.hurry();
        threads.shutdownNow();
    }
}
