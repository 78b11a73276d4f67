package io.headrace.worker.ai;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.AiTask;
import io.headrace.wire.batch.error.RunnerError;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that an orchestrator gave to this worker, from its place to the answer that is told (pipelines reference sections
 * 4.3 and 4.4). Works on the task's own virtual thread; any thread may cancel.
 */
final class BatchJob implements AiTaskDesk.OpenTask {

    private static final Logger LOG = LoggerFactory.getLogger(BatchJob.class);

    private final AiTask task;
    private final Pipeline pipeline;
    private final BatchBench bench;

    /** Both guarded by this. */
    private boolean cancelled;

    private Optional<BatchPlace> taken = Optional.empty();

    BatchJob(AiTask task, Pipeline pipeline, BatchBench bench) {
        this.task = task;
        this.pipeline = pipeline;
        this.bench = bench;
    }

    /** Returns when its end was told. */
    void work() throws InterruptedException {
        try {
            var request = TaskRequest.of(pipeline, task);
            var place = bench.workshop().take(new BatchSkill(pipeline.name(), request.model()));
            if (place.isEmpty()) {
                fail(AiResultHeaders.NO_PLACE);
                return;
            }
            try (var held = place.get()) {
                hold(held);
                answer(held, request);
            }
        } catch (UnreadableException unreadable) {
            LOG.warn("Task {} makes no sense: {}", task.taskId(), unreadable.sentence());
            fail(new RunnerError(400, unreadable.sentence()).sentence(pipeline));
        }
    }

    private synchronized void hold(BatchPlace place) {
        taken = Optional.of(place);
        if (cancelled) {
            place.close();
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        taken.ifPresent(BatchPlace::close);
    }

    private void answer(BatchPlace place, TaskRequest request) throws InterruptedException, UnreadableException {
        byte[] file;
        try {
            file = task.inputUrl().isEmpty()
                    ? new byte[0]
                    : bench.uploads().fetch(task.inputUrl(), TaskRequest.MAX_FILE);
        } catch (IOException missing) {
            fail("The file of the request could not be fetched from " + task.inputUrl() + ": " + missing.getMessage());
            return;
        }
        var asked = request.asked(file, bench.host().moment().chance());
        try (var body = asked.body()) {
            tell(sent(place, asked, body));
        } catch (IOException impossible) {
            throw new IllegalStateException("What is in memory can be closed", impossible);
        }
    }

    private BatchAnswer sent(BatchPlace place, TaskRequest.Asked asked, InputStream body) throws InterruptedException {
        try (var _ = ProgressTelling.begin(task, place, bench.post())) {
            return place.send(asked.call(), body);
        }
    }

    private void tell(BatchAnswer answer) throws InterruptedException {
        switch (answer) {
            case BatchAnswer.Answered made -> tell(made);
            case BatchAnswer.Refused(int status, var sentence) ->
                fail(new RunnerError(status, sentence).sentence(pipeline));
            case BatchAnswer.Failed(int status, var sentence) ->
                fail(status == 0 ? sentence : new RunnerError(status, sentence).sentence(pipeline));
            case BatchAnswer.TooLate(var sentence) -> fail(sentence);
            case BatchAnswer.Withdrawn(var sentence) -> fail(sentence);
        }
    }

    private void tell(BatchAnswer.Answered made) throws InterruptedException {
        try (var body = made.body()) {
            var told = MadeAnswer.of(pipeline, made, body, bench.host().moment().chance());
            bench.post().answer(task, told.contentType(), made.modelKind(), TaskRequest.WHOLE, told.writing());
        } catch (UnreadableException garbage) {
            fail("The runner's answer makes no sense: " + garbage.sentence());
        } catch (IOException brokenOff) {
            LOG.warn("The answer of task {} broke off: {}", task.taskId(), brokenOff.getMessage());
            fail("The answer broke off: " + brokenOff.getMessage());
        }
    }

    private void fail(String sentence) throws InterruptedException {
        bench.post().send(AiResult.failed(task, sentence));
    }
}
