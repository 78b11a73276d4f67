package io.headrace.gateway.batch.work;

import io.headrace.pipeline.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks once a second how far a request is, on a thread of its own, for as long as its answer is awaited. */
final class ProgressWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Question question;
    private final Consumer<Optional<Progress>> told;
    private final CountDownLatch over = new CountDownLatch(1);

    /** Guarded by this. */
    private boolean closed;

    /** Blocks shortly. */
    @FunctionalInterface
    interface Question {
        /** Empty when nobody says. */
        Optional<Progress> ask() throws InterruptedException;
    }

    private ProgressWatch(Question question, Consumer<Optional<Progress>> told) {
        this.question = question;
        this.told = told;
    }

    /** @param told how far it is, whenever that was said; empty at the end */
    static ProgressWatch begin(ExecutorService threads, Question question, Consumer<Optional<Progress>> told) {
        var watch = new ProgressWatch(question, told);
        threads.execute(watch::watch);
        return watch;
    }

    private void watch() {
        try {
            while (!over.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                question.ask().ifPresent(this::tell);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(Progress progress) {
        if (!closed) {
            told.accept(Optional.of(progress));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        over.countDown();
        told.accept(Optional.empty());
    }
}
