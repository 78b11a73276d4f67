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
    private final AiResultPost post;
    private final Map<Long, SessionTask> sessions = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ai task ", 0).factory());

    AiTaskDesk(LiveWorkshop workshop, AiResultPost post) {
        this.workshop = workshop;
        this.post = post;
    }

    void take(AiNotice notice) {
        switch (notice) {
            case AiTask task when task.pipeline().equals(LIVE) -> begin(task);
            case AiTask task -> tell(AiResult.failed(task, AiResultHeaders.NO_PLACE));
            case AiNotice.Withdrawn(long taskId) ->
                Optional.ofNullable(sessions.get(taskId))
                        .ifPresentOrElse(
                                SessionTask::cancel,
                                () -> tell(AiResult.failed(taskId, LIVE, "The worker has no task " + taskId)));
        }
    }

    private void begin(AiTask task) {
        try {
            var asked = RunnerRequestCodec.decode(task.request());
            begin(task, new LiveWorkshop.LiveOrder(asked.manifestId(), asked.model(), task.request()));
        } catch (UnreadableException unreadable) {
            LOG.warn("Task {} makes no sense: {}", task.taskId(), unreadable.sentence());
            tell(AiResult.failed(task, "The worker cannot read the request: " + unreadable.sentence()));
        }
    }

    private void begin(AiTask task, LiveWorkshop.LiveOrder order) {
        var session = new SessionTask(task);
        if (sessions.putIfAbsent(task.taskId(), session) != null) {
            LOG.warn("Task {} was given twice", task.taskId());
            return;
        }
        boolean told = inBackground(() -> {
            try {
                session.tellAll(post);
            } finally {
                sessions.remove(task.taskId());
            }
        });
        if (told) {
            session.begin(workshop, order);
        } else {
            sessions.remove(task.taskId());
        }
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

    /** Cancels everything that is open; each end is still told. */
    void cancelAll() {
        sessions.values().forEach(SessionTask::cancel);
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
