package io.headrace.worker.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.media.Ladder;
import io.headrace.media.RenditionSegment;
import io.headrace.transport.TransportException;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.delivery.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a task: fetches its source and has it worked on. Blocks, on the task's own virtual thread. */
final class TaskRun {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);

    /** Within which a workshop ends what was cancelled. */
    private static final Duration CANCELLATION = Duration.ofSeconds(2);

    private final RemoteWorkerConfig config;
    private final Workshop workshop;
    private final SourceDownload download;

    TaskRun(RemoteWorkerConfig config, Workshop workshop, SourceDownload download) {
        this.config = config;
        this.workshop = workshop;
        this.download = download;
    }

    /** What is delivered, and who did it. */
    record Result(Delivery delivery, Worker by) {
        static Result failed(String text) {
            return new Result(new Delivery.Failed(text), Worker.NOBODY);
        }

        static Result failed(PeerError error) {
            return failed(error.text());
        }
    }

    Result run(SegmentTask.Transcode task) throws InterruptedException {
        var refusal = Orders.refusal(task.credential(), config.capabilities());
        if (refusal.isPresent()) {
            return Result.failed(refusal.get());
        }
        return run(task, task.credential().ladder().orElseThrow());
    }

    private Result run(SegmentTask.Transcode task, Ladder ladder) throws InterruptedException {
        try {
            var media =
                    download.fetch(task.url(), Orders.patience(task.credential().duration()));
            return work(Orders.of(task, ladder, media));
        } catch (IOException unreachable) {
            // Not its message: the URL in it is all that protects the session's media.
            LOG.warn("Task {}: its source cannot be fetched ({})", task.taskId(), reason(unreachable));
            return Result.failed("The worker cannot fetch the source");
        } catch (IllegalArgumentException contradictory) {
            LOG.warn("Task {} makes no sense: {}", task.taskId(), contradictory.getMessage());
            return Result.failed(PeerError.INVALID_ARGUMENT);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof TransportException known
                ? known.kind().name()
                : failure.getClass().getSimpleName();
    }

    private Result work(WorkOrder order) throws InterruptedException {
        var outcome = new CompletableFuture<Outcome>();
        var work = workshop.begin(order, new Workshop.Reports() {
            @Override
            public void begun(Worker worker) {
                LOG.debug("{} began {}", worker, order.unit());
            }

            @Override
            public void ended(Outcome end) {
                outcome.complete(end);
            }
        });
        try {
            return result(outcome.get(order.patience().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            work.cancel();
            return afterCancellation(outcome);
        } catch (InterruptedException ending) {
            work.cancel();
            throw ending;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nobody completes it with a failure", impossible);
        }
    }

    /** The slot is free only when the work has really ended. */
    private static Result afterCancellation(CompletableFuture<Outcome> outcome) throws InterruptedException {
        try {
            outcome.get(CANCELLATION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillAtIt) {
            LOG.warn("Cancelled work did not end within {}", CANCELLATION);
        }
        return Result.failed(PeerError.WORKER_TIMEOUT);
    }

    private static Result result(Outcome outcome) {
        var delivery = switch (outcome) {
            case Outcome.Done done ->
                new Delivery.Transcoded(
                        done.renditions().stream().map(TaskRun::part).toList());
            case Outcome.Impossible(var _, var text) -> new Delivery.Failed(text);
            // The child died, not this worker; its orchestrator gives the unit to another one.
            case Outcome.Died _ -> new Delivery.Failed(PeerError.WORKER_STOPPED.text());
            case Outcome.NoWorker(var text) -> new Delivery.Failed(text);
        };
        return new Result(delivery, outcome.worker());
    }

    private static Delivery.Part part(RenditionSegment rendition) {
        return new Delivery.Part(rendition.profile().container().mediaType(), rendition.pixels(), rendition.bytes());
    }
}
