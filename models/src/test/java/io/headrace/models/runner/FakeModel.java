package io.headrace.models.runner;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.reply.Reply;
import io.headrace.models.frame.Kind;
import io.headrace.pipeline.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Says what it was told: {@code {"text":…}}. A text of {@code fail} breaks it. */
final class FakeModel implements BatchModel {

    final CountDownLatch mayLoad = new CountDownLatch(1);
    final CountDownLatch mayAnswer = new CountDownLatch(1);
    final AtomicInteger atWork = new AtomicInteger();
    volatile boolean loadable = true;
    volatile int mostAtWork;

    @Override
    public EngineManifest manifest() {
        return new EngineManifest("headrace/echo", "echo", Kind.DEMO, "a test", "none", "nothing", "none", "");
    }

    @Override
    public BatchEngine open() throws EngineException {
        await(mayLoad);
        if (!loadable) {
            throw new EngineException("no weights");
        }
        return new Echo();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Echo implements BatchEngine {
        @Override
        public Reply answer(Form request) throws RequestRefused, EngineException {
            mostAtWork = Math.max(mostAtWork, atWork.incrementAndGet());
            await(mayAnswer);
            atWork.decrementAndGet();
            var text = request.required("text", 100);
            if (text.equals("fail")) {
                throw new EngineException("it broke");
            }
            return new Reply.Text(text);
        }

        @Override
        public Reply answer(Form request, Consumer<Progress> told) throws RequestRefused, EngineException {
            told.accept(Progress.of(1, 4));
            return answer(request);
        }

        @Override
        public void close() {}
    }
}
