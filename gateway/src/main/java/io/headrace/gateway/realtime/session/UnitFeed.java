package io.headrace.gateway.realtime.session;

import io.headrace.gateway.intake.UnitSource;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Unit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a job of the units of a stream as they begin. Those for which the job has no room wait; a job that takes none for
 * ten minutes has come to grief, and its source with it. Any thread.
 */
final class UnitFeed implements UnitSource {

    private static final Duration NOMINAL = Duration.ofSeconds(1);
    private static final int MAX_WAITING = 600;

    private final Consumer<JobEvent> job;

    /** Guarded by this. */
    private final Deque<Unit> waiting = new ArrayDeque<>();

    /** Guarded by this: the job takes units before this one. */
    private long upTo;

    /** Guarded by this. */
    private Duration known = Duration.ZERO;

    /** Guarded by this. */
    private boolean ended;

    /** Guarded by this. */
    private boolean told;

    UnitFeed(Consumer<JobEvent> job) {
        this.job = job;
    }

    /** Nothing blocks here: units come by {@link #began}. */
    @Override
    public void run() {}

    synchronized void began(long seq, Duration start, long quantity) {
        if (ended) {
            return;
        }
        known = start.plus(NOMINAL);
        waiting.addLast(new Unit(seq, start, NOMINAL, quantity));
        if (waiting.size() > MAX_WAITING) {
            waiting.clear();
            ended = true;
            told = true;
            job.accept(new JobEvent.SourceFailed(Reason.SOURCE_FAILED));
        }
        tell();
    }

    /** No unit follows. */
    synchronized void end() {
        ended = true;
        tell();
    }

    @Override
    public synchronized void allow(long from, long newUpTo) {
        upTo = Math.max(upTo, newUpTo);
        tell();
    }

    private void tell() {
        while (!waiting.isEmpty() && waiting.getFirst().seq() < upTo) {
            job.accept(new JobEvent.SegmentReady(waiting.removeFirst()));
        }
        if (ended && waiting.isEmpty() && !told) {
            told = true;
            job.accept(new JobEvent.SourceEnded());
        }
    }

    @Override
    public synchronized Duration known() {
        return known;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        ended = true;
        told = true;
        waiting.clear();
    }
}
