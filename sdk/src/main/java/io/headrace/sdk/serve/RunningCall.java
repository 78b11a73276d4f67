package io.headrace.sdk.serve;

import io.headrace.sdk.Run;
import io.headrace.sdk.TypedPipeline;
import io.headrace.sdk.shape.ValueWriter;
import io.headrace.sdk.spec.Output;
import io.headrace.sdk.spec.PipelineSpec;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline, on a thread of its own, so that whoever asked can stop waiting for it. What it says waits in a queue
 * of {@value #AHEAD}: a run is no faster than its client takes. One thread listens by {@link #next}.
 */
final class RunningCall implements Run, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);
    private static final int AHEAD = 16;
    private static final int MAX_NOTE = 200;

    private final PipelineSpec spec;
    private final LongSupplier nanoTime;
    private final long begunNanos;
    private final Duration deadline;
    private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(AHEAD);
    private final AtomicLong used = new AtomicLong(-1);
    private final Thread thread;
    private volatile boolean cancelled;

    private RunningCall(PipelineSpec spec, Duration deadline, LongSupplier nanoTime, Work work) {
        this.spec = spec;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.begunNanos = nanoTime.getAsLong();
        this.thread = Thread.ofVirtual().name("run of " + spec.name()).unstarted(() -> run(work));
    }

    private record Work(TypedPipeline<Object, Object> pipeline, Object input, Runnable whenOver) {}

    /**
     * @param input of the type that the pipeline takes
     * @param nanoTime elapsed time, in nanoseconds from any origin
     * @param whenOver called once, when nothing is computed any more: before the last word is said
     */
    @SuppressWarnings("unchecked") // The input was read by the pipeline's own shape.
    static RunningCall start(
            PipelineSpec spec,
            TypedPipeline<?, ?> pipeline,
            Object input,
            Duration deadline,
            LongSupplier nanoTime,
            Runnable whenOver) {
        var work = new Work((TypedPipeline<Object, Object>) pipeline, input, whenOver);
        var call = new RunningCall(spec, deadline, nanoTime, work);
        call.thread.start();
        return call;
    }

    private void run(Work work) {
        var lastWord = lastWord(work);
        work.whenOver.run();
        try {
            say(lastWord);
        } catch (InterruptedException nobodyListens) {
            Thread.currentThread().interrupt();
        }
    }

    private Said lastWord(Work work) {
        try {
            answer(work.pipeline.run(work.input, this));
            return new Said.Ended(units());
        } catch (Throwable thrown) {
            // The root of the task: whatever a pipeline throws, its client is told.
            var failure = Failure.of(spec.name(), thrown);
            if (failure.isOurs()) {
                LOG.warn("A run of {} failed", spec.name(), thrown);
            }
            return new Said.Failed(failure);
        }
    }

    private void answer(@Nullable Object output) throws InterruptedException {
        if (output == null) {
            throw new IllegalStateException("its output is null");
        }
        switch (spec.output()) {
            case Output.Whole _ -> element(output);
            case Output.Streamed _ -> {
                try (var elements = (Stream<?>) output) {
                    for (var next = elements.iterator(); next.hasNext(); ) {
                        element(next.next());
                    }
                }
            }
        }
    }

    private void element(Object value) throws InterruptedException {
        var json = ValueWriter.write(spec.shapes(), spec.output().shape(), value);
        say(new Said.Element(json, Math.max(0, used.get())));
    }

    private void say(Said word) throws InterruptedException {
        checkpoint();
        said.put(word);
    }

    private long units() {
        long reported = used.get();
        return switch (spec.unit()) {
            case REQUEST -> reported < 0 ? 1 : reported;
            case SECOND -> reported < 0 ? elapsed().plusNanos(999_999_999).toSeconds() : reported;
            case PIXEL, MILLISECOND, CHARACTER, TOKEN -> Math.max(reported, 0);
        };
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begunNanos);
    }

    /** Waits for the next word, at most for that long and at most until the deadline. */
    Said next(Duration patience) throws InterruptedException {
        long nanos = Math.min(patience.toNanos(), timeLeft().toNanos());
        var word = said.poll(nanos, TimeUnit.NANOSECONDS);
        return word == null ? new Said.Nothing() : word;
    }

    boolean isLate() {
        return timeLeft().isZero();
    }

    /** Nobody waits for it any more. Any thread; does not wait for its end. */
    void cancel() {
        cancelled = true;
        thread.interrupt();
    }

    @Override
    public void used(long units) {
        if (units < 0) {
            throw new IllegalArgumentException("A run cannot have used " + units + " units");
        }
        used.updateAndGet(before -> Math.addExact(Math.max(before, 0), units));
    }

    @Override
    public void progress(double share, String note) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A run is done from 0 to 1, not " + share);
        }
        var _ = said.offer(new Said.Progress(share, note.substring(0, Math.min(note.length(), MAX_NOTE))));
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Duration timeLeft() {
        var left = deadline.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whoever listened has gone. */
    @Override
    public void close() {
        cancel();
    }
}
