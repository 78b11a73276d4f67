package io.headrace.models.runner;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.reply.Reply;
import io.headrace.pipeline.Progress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch model, which answers one request at a time, those who wait in their order. Any thread may ask; the model is loaded and
 * computes on one thread of its own, whose stack has room for native libraries: ONNX Runtime needs more than the usual megabyte
 * just to be loaded, and ends the process where it is missing.
 */
final class BatchRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    static final long STACK_BYTES = 16 << 20;

    /** How it is. */
    sealed interface Standing {
        record Loading() implements Standing {}

        record Ready(BatchEngine engine) implements Standing {}

        /** Its model cannot be had; for good. */
        record Unfit(String reason) implements Standing {}
    }

    private final BatchModel model;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("engine").stackSize(STACK_BYTES).factory());
    private volatile Standing standing = new Standing.Loading();

    BatchRunner(BatchModel model) {
        this.model = model;
    }

    /** Begins to get the model ready; to be called once. */
    void begin() {
        worker.execute(this::load);
    }

    private void load() {
        try {
            standing = new Standing.Ready(model.open());
            LOG.info("Ready: {}", model.manifest());
        } catch (EngineException | RuntimeException | LinkageError failure) {
            var reason = "The model " + model.manifest().id() + " cannot be loaded: " + failure.getMessage();
            LOG.error("This runner is unfit. {}", reason);
            standing = new Standing.Unfit(reason);
        }
    }

    Standing standing() {
        return standing;
    }

    /**
     * Waits for its turn, then as long as the model takes.
     *
     * @param told how far it is, on the model's thread
     */
    Reply answer(BatchEngine engine, Form request, Consumer<Progress> told)
            throws RequestRefused, EngineException, InterruptedException {
        var answer = worker.submit(() -> engine.answer(request, told));
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case RequestRefused refused -> throw refused;
                case EngineException failed -> throw failed;
                case null, default -> throw new EngineException(String.valueOf(failure.getCause()), failure);
            }
        } catch (InterruptedException interrupted) {
            answer.cancel(false);
            throw interrupted;
        }
    }

    /** Waits for the request that is computed. */
    @Override
    public void close() {
        worker.execute(() -> {
            if (standing instanceof Standing.Ready(var engine)) {
                engine.close();
            }
            standing = new Standing.Unfit("This runner ends.");
        });
        worker.close();
    }
}
