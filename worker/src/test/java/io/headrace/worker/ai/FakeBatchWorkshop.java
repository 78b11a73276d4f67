package io.headrace.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runners that answer when, and what, the test says; one place of each skill that is offered. */
final class FakeBatchWorkshop implements BatchWorkshop {

    private final Map<BatchSkill, ModelConstraint> offers = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(1);
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

    private volatile Optional<Progress> progress = Optional.empty();

    /** From now on every place says that it is so far. */
    void saying(Progress far) {
        progress = Optional.of(far);
    }

    /** A request that came. */
    record Asked(BatchCall call, String body, CompletableFuture<BatchAnswer> reply) {
        void answer(String contentType, String text) {
            reply.complete(
                    new BatchAnswer.Answered(contentType, "classic", new ByteArrayInputStream(text.getBytes(UTF_8))));
        }
    }

    void offer(BatchSkill skill, ModelConstraint constraint) {
        offers.put(skill, constraint);
    }

    Asked next() throws InterruptedException {
        return Optional.ofNullable(asked.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    boolean isFree() {
        return places.availablePermits() == 1;
    }

    @Override
    public Map<BatchSkill, ModelConstraint> offers() {
        return Map.copyOf(offers);
    }

    @Override
    public Optional<BatchPlace> take(BatchSkill skill) {
        return offers.containsKey(skill) && places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    private final class Place implements BatchPlace {
        private final CompletableFuture<BatchAnswer> reply = new CompletableFuture<>();
        private boolean closed;

        @Override
        public BatchAnswer send(BatchCall call, InputStream body) throws InterruptedException {
            try {
                asked.add(new Asked(call, new String(body.readAllBytes(), UTF_8), reply));
                return reply.get();
            } catch (IOException | ExecutionException broken) {
                throw new UncheckedIOException(new IOException(broken));
            }
        }

        @Override
        public Optional<Progress> progress() {
            return progress;
        }

        @Override
        public synchronized void close() {
            reply.complete(new BatchAnswer.Withdrawn("The call was given up"));
            if (!closed) {
                closed = true;
                places.release();
            }
        }
    }
}
