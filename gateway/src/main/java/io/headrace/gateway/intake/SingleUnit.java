package io.headrace.gateway.intake;

import io.headrace.job.JobEvent;
import io.headrace.job.unit.Unit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The source of a job with one unit, which is there from the beginning. Any thread. */
public final class SingleUnit implements UnitSource {

    private final Consumer<JobEvent> job;
    private final long quantity;

    /** Guarded by this. */
    private boolean told;

    /** @param quantity of work, as far as it can be told before it is done; 0 or more */
    public SingleUnit(long quantity, Consumer<JobEvent> job) {
        this.quantity = quantity;
        this.job = job;
    }

    /** Nothing blocks here: the unit is told when the job allows it. */
    @Override
    public void run() {}

    @Override
    public synchronized void allow(long from, long upTo) {
        if (told) {
            return;
        }
        told = true;
        if (from == 0) {
            job.accept(new JobEvent.SegmentReady(new Unit(0, Duration.ZERO, Duration.ZERO, quantity)));
        }
        job.accept(new JobEvent.SourceEnded());
    }

    @Override
    public Duration known() {
        return Duration.ZERO;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }
}
