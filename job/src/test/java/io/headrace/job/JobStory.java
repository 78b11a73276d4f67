package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitEvent.Sampling;
import io.headrace.machine.Moment;
import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** A job told step by step, for tests that say what happens and look at what the job wants. */
final class JobStory {

    final List<JobEffect> effects = new ArrayList<>();
    private final JobMachine machine;
    private final SplittableRandom chance = new SplittableRandom(1);
    JobState state = JobMachine.create().state();
    private Instant now = Instant.EPOCH;

    JobStory() {
        this(JobLimits.DEFAULT);
    }

    JobStory(JobLimits limits) {
        this.machine = new JobMachine(limits, Criteria.atMost(Price.of(100, 1)), Preferences.DEFAULT);
    }

    /** A job with so many units dispatched to the first of two orchestrators. */
    static JobStory withUnits(int units) {
        return new JobStory().begun(units);
    }

    /** The same of a live stream. */
    static JobStory live(int units) {
        return new JobStory(JobLimits.LIVE).begun(units);
    }

    private JobStory begun(int units) {
        take(new JobEvent.IngestStarted());
        for (int seq = 0; seq < units; seq++) {
            take(new JobEvent.SegmentReady(new Unit(seq, Duration.ZERO, Duration.ofSeconds(2), 10)));
        }
        return found(Candidates.candidate(1, 50));
    }

    JobStory after(Duration time) {
        now = now.plus(time);
        return this;
    }

    JobStory take(JobEvent event) {
        var step = machine.step(state, event, new Moment(now, chance));
        state = step.state();
        effects.addAll(step.effects());
        return this;
    }

    /** Discovery finds these, and the one chosen agrees. */
    JobStory found(Candidate... candidates) {
        take(new JobEvent.CandidatesFound(last(JobEffect.Discover.class).round(), List.of(candidates)));
        if (state instanceof JobState.Discovering(var _, JobState.Opening opening)) {
            take(new JobEvent.SessionOpened(opening.session(), OptionalInt.empty()));
        }
        return this;
    }

    JobStory unit(long seq, UnitEvent event) {
        return take(new JobEvent.UnitMoved(seq, event));
    }

    JobStory failed(long seq, int attempt, Reason reason) {
        return unit(seq, new UnitEvent.Failed(attempt, reason)).unit(seq, new UnitEvent.RetryDue(attempt));
    }

    JobStory checked(long seq, int attempt) {
        return unit(seq, new UnitEvent.Returned(attempt))
                .unit(seq, new UnitEvent.Checked(attempt, Sampling.NOT_SAMPLED));
    }

    JobStory settled(long seq, int attempt, Purse purse) {
        return unit(seq, new UnitEvent.Published(attempt)).unit(seq, new UnitEvent.Settled(attempt, purse));
    }

    <E extends JobEffect> List<E> all(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends JobEffect> E last(Class<E> kind) {
        return all(kind).getLast();
    }

    Orchestrator worksFor() {
        return ((JobState.SessionEstablished) state).session().orchestrator();
    }

    /** The network's rows walked so far. */
    List<String> rows() {
        return all(JobEffect.Moved.class).stream()
                .map(moved -> moved.transition().rule().row())
                .filter(row -> !row.isEmpty())
                .toList();
    }
}
