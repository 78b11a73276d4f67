package io.headrace.journal;

import static io.headrace.journal.Facts.JOB;
import static io.headrace.journal.Facts.ORCHESTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobClass;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobLimits;
import io.headrace.job.JobMachine;
import io.headrace.job.JobState;
import io.headrace.job.Skips;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Preferences;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitState;
import io.headrace.machine.Moment;
import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A gateway dies, with or without the end of its journal. */
class JobRecoveryTest {

    private static final JobMachine MACHINE = new JobMachine(JobLimits.LIVE, Criteria.ANY_PRICE, Preferences.DEFAULT);

    private final InMemoryJournal journal = new InMemoryJournal();
    private final JobRecorder recorder = new JobRecorder(journal, JOB);
    private final List<JobEffect> effects = new ArrayList<>();
    private JobState state = recorder.create(Instant.EPOCH, JobClass.VIDEO, "video-transcoding");

    @Test
    void findsAJobWhereItWas() {
        dispatchTwoUnits();
        unit(0, new UnitEvent.Returned(1));
        unit(0, new UnitEvent.Checked(1, UnitEvent.Sampling.NOT_SAMPLED));
        unit(0, new UnitEvent.Published(1));

        var found = restored();

        assertThat(found.work().nextToPublish()).isEqualTo(1);
        assertThat(found.work().units())
                .isEqualTo(((JobState.Working) state).work().units());
        assertThat(found.work().session(1)).isPresent();
    }

    @Test
    void neverUsesANumberOfTheLostPartAgain() {
        dispatchTwoUnits();
        journal.crash(4);

        state = restored();
        take(new JobEvent.Resumed());
        dispatchTwoUnits();

        assertThat(dispatches()).allMatch(dispatch -> dispatch.attempt().number() > 1_000);
        assertThat(dispatches()).allMatch(dispatch -> dispatch.session().number() > 1_000);
    }

    @Test
    void asksTheIntakeForTheUnitsThatTheJournalLost() {
        dispatchTwoUnits();
        journal.crash(3);
        effects.clear();

        state = JobRecovery.restore(journal.read(JOB)).orElseThrow();
        take(new JobEvent.Resumed());

        assertThat(effects).contains(new JobEffect.Demand(0, JobLimits.LIVE.window()));
    }

    @Test
    void knowsWhoCalledAnInputUnusable() {
        dispatchTwoUnits();
        unit(0, new UnitEvent.Failed(1, Reason.INPUT_UNUSABLE));

        var found = restored();

        assertThat(found.work().units().walks().getFirst().unusableTo()).containsExactly(ORCHESTRATOR);
        assertThat(found.work().units().walks().getFirst().state()).isEqualTo(new UnitState.Ready(1));
    }

    @Test
    void skipsAfterARestartWhatWasBeingSkipped() {
        dispatchTwoUnits();
        leaveOut(0);
        assertThat(asked(JobEffect.Skip.class)).hasSize(1);

        state = restored();
        take(new JobEvent.Resumed());

        assertThat(asked(JobEffect.Skip.class)).containsExactly(new JobEffect.Skip(0, 2));
        assertThat(asked(JobEffect.Publish.class)).isEmpty();
    }

    @Test
    void neverPublishesOrSkipsAgainWhatIsSkipped() {
        dispatchTwoUnits();
        leaveOut(0);
        unit(0, new UnitEvent.Skipped(2));

        state = restored();
        take(new JobEvent.Resumed());

        var work = ((JobState.Working) state).work();
        assertThat(work.nextToPublish()).isEqualTo(1);
        assertThat(work.skips()).isEqualTo(new Skips(1, 1));
        assertThat(asked(JobEffect.Skip.class)).isEmpty();
    }

    @Test
    void neverForgetsTheDecisionToSkip() {
        dispatchTwoUnits();
        leaveOut(0);
        unit(1, new UnitEvent.Returned(1));
        journal.crash(0);

        assertThat(restored().work().units().walks().getFirst().state()).isInstanceOf(UnitState.Skipping.class);
    }

    @Test
    void countsTheNextSuccessionFromTheLastPublication() {
        dispatchTwoUnits();
        leaveOut(0);
        unit(0, new UnitEvent.Skipped(2));
        unit(1, new UnitEvent.Returned(1));
        unit(1, new UnitEvent.Checked(1, UnitEvent.Sampling.NOT_SAMPLED));
        unit(1, new UnitEvent.Published(1));

        assertThat(restored().work().skips()).isEqualTo(new Skips(1, 0));
    }

    @Test
    void leavesAJobAloneThatIsOver() {
        take(new JobEvent.IngestStarted());
        take(new JobEvent.CancelRequested());

        assertThat(JobRecovery.restore(journal.read(JOB))).isEmpty();
        assertThat(journal.unsafe()).isZero();
    }

    @Test
    void goesOnWhereTheEndWasNotSafe() {
        var entries = List.of(
                Facts.entry(new Fact.JobCreated(JobClass.VIDEO, "video-transcoding")),
                Facts.entry(Facts.moved("start", "JobCreated", "Idle")),
                Facts.entry(Facts.moved("Idle", "CancelRequested", "Cancelled")));

        assertThat(JobRecovery.restore(entries)).contains(new JobState.Idle());
    }

    @Test
    void knowsNothingOfAnEmptyJournal() {
        assertThat(JobRecovery.restore(List.of())).isEmpty();
    }

    private JobState.Working restored() {
        effects.clear();
        return (JobState.Working) JobRecovery.restore(journal.read(JOB)).orElseThrow();
    }

    private void dispatchTwoUnits() {
        if (state instanceof JobState.Idle) {
            take(new JobEvent.IngestStarted());
        }
        long next = state instanceof JobState.Working working
                ? working.work().units().next()
                : 0;
        for (long seq = next; seq < 2; seq++) {
            take(new JobEvent.SegmentReady(new Unit(seq, Duration.ZERO, Duration.ofSeconds(2), 10)));
        }
        open();
    }

    private void open() {
        int round = last(JobEffect.Discover.class).round();
        take(new JobEvent.CandidatesFound(round, List.of(candidate())));
        take(new JobEvent.SessionOpened(last(JobEffect.OpenSession.class).session(), OptionalInt.of(2)));
    }

    /** The only orchestrator says twice that nobody can work on it. */
    private void leaveOut(long seq) {
        unit(seq, new UnitEvent.Failed(1, Reason.INPUT_UNUSABLE));
        open();
        unit(seq, new UnitEvent.Failed(2, Reason.INPUT_UNUSABLE));
    }

    private static Candidate candidate() {
        return new Candidate(
                ORCHESTRATOR,
                new Candidate.Offer(
                        Optional.of(Price.of(1, 1)),
                        List.of(),
                        Candidate.Load.UNKNOWN,
                        new Candidate.Acceptable(),
                        Duration.ofMillis(10),
                        OptionalDouble.empty()));
    }

    private void unit(long seq, UnitEvent event) {
        take(new JobEvent.UnitMoved(seq, event));
    }

    private void take(JobEvent event) {
        var step = MACHINE.step(state, event, new Moment(Instant.EPOCH, new SplittableRandom(1)));
        recorder.record(Instant.EPOCH, state, event, step);
        state = step.state();
        effects.addAll(step.effects());
    }

    private List<JobEffect.Dispatch> dispatches() {
        return asked(JobEffect.Dispatch.class);
    }

    private <E extends JobEffect> List<E> asked(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <E extends JobEffect> E last(Class<E> kind) {
        return effects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
