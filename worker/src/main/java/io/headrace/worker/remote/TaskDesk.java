package io.headrace.worker.remote;

import io.headrace.machine.Host;
import io.headrace.media.PixelCount;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.delivery.DeliveryWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tasks and sees each to its delivery, on a virtual thread of its own: as many at once as the workshop has places,
 * some more wait, and the rest is refused at once.
 */
final class TaskDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TaskDesk.class);

    private static final int MAX_REFUSALS = 100;
    private static final int DELIVERY_TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);
    private static final int BOUNDARY_BYTES = 10;

    private final TaskRun runs;
    private final DeliveryPost post;
    private final Host host;
    private final int places;
    private final Semaphore taken;
    private final Semaphore working;
    private final Semaphore refusals = new Semaphore(MAX_REFUSALS);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("task ", 0).factory());
    private final CountDownLatch ending = new CountDownLatch(1);

    TaskDesk(TaskRun runs, DeliveryPost post, Host host, int capacity, int queued) {
        this.runs = runs;
        this.post = post;
        this.host = host;
        this.places = capacity + queued;
        this.taken = new Semaphore(places);
        this.working = new Semaphore(capacity, true);
    }

    void take(SegmentTask.Transcode task) {
        if (ending.getCount() > 0 && taken.tryAcquire()) {
            begin(taken, () -> work(task));
        } else if (refusals.tryAcquire()) {
            begin(refusals, () -> deliver(task, TaskRun.Result.failed(PeerError.WORKER_BUSY)));
        }
    }

    /** Refuses new tasks from now on. True when those taken before have been delivered in that time. */
    boolean drain(Duration patience) throws InterruptedException {
        ending.countDown();
        boolean all = taken.tryAcquire(places, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (all) {
            taken.release(places);
        }
        return all;
    }

    /** Gives up what is still at work. */
    void end() {
        ending.countDown();
        threads.shutdownNow();
    }

    private interface Blocking {
        void run() throws InterruptedException;
    }

    private void begin(Semaphore place, Blocking work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                } finally {
                    place.release();
                }
            });
        } catch (RejectedExecutionException ended) {
            place.release();
        }
    }

    private void work(SegmentTask.Transcode task) throws InterruptedException {
        working.acquire();
        try {
            deliver(task, runs.run(task));
        } finally {
            working.release();
        }
    }

    private void deliver(SegmentTask.Transcode task, TaskRun.Result result) throws InterruptedException {
        // Decoded pixels are not known here; orchestrators bill by those of each part.
        var delivery = new DeliveryWriter(task.taskId(), result.delivery(), PixelCount.ZERO, boundary());
        for (int tries = 1; tries <= DELIVERY_TRIES; tries++) {
            try {
                int status = post.send(delivery, result.by());
                if (status != 200) {
                    LOG.warn("The orchestrator refused the delivery of task {}: status {}", task.taskId(), status);
                }
                return;
            } catch (IOException unreachable) {
                LOG.warn("Task {} could not be delivered, try {}: {}", task.taskId(), tries, unreachable.getMessage());
                pause(BETWEEN_TRIES.multipliedBy(tries));
            }
        }
    }

    private void pause(Duration time) throws InterruptedException {
        ending.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String boundary() {
        byte[] bytes = new byte[BOUNDARY_BYTES];
        host.moment().chance().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
