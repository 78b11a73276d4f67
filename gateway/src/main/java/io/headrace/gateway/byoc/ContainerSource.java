package io.headrace.gateway.byoc;

import io.headrace.gateway.intake.UnitSource;
import io.headrace.job.JobEvent;
import io.headrace.job.unit.Unit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The one unit of a container's job, which is there from the beginning. Any thread. */
final class ContainerSource implements UnitSource {

    private final Consumer<JobEvent> job;
    private final long seconds;

    /** Guarded by this. */
    private boolean told;

    /** @param seconds that are paid ahead */
    ContainerSource(long seconds, Consumer<JobEvent> job) {
        this.seconds = seconds;
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
            job.accept(new JobEvent.SegmentReady(new Unit(0, Duration.ZERO, Duration.ZERO, seconds)));
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
