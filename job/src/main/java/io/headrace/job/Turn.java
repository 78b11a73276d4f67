package io.headrace.job;

import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Suspensions.Offence;
import io.headrace.job.selection.Verdict;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitMachine;
import io.headrace.job.unit.UnitState;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step in the making: the state so far, what is to be remembered and what is to be done. Lives for that step. */
final class Turn {

    final JobMachine machine;
    final Moment moment;
    private final JobEvent event;
    private final JobState before;
    private final List<JobEffect> notes = new ArrayList<>();
    private final List<JobEffect> effects = new ArrayList<>();
    private JobState state;
    private String cause;

    Turn(JobMachine machine, JobState state, JobEvent event, Moment moment) {
        this.machine = machine;
        this.moment = moment;
        this.event = event;
        this.before = state;
        this.state = state;
        this.cause = event.getClass().getSimpleName();
    }

    static Step<JobState, JobEffect> created() {
        var rule = Lifecycle.rule(Part.JOB, "start", "JobCreated", "Idle");
        return Step.to(
                new JobState.Idle(), new JobEffect.Moved(Transition.ofJob(rule, Reason.AS_PLANNED, Optional.empty())));
    }

    Step<JobState, JobEffect> finish() {
        notes.addAll(effects);
        return new Step<>(state, notes);
    }

    JobState state() {
        return state;
    }

    /** The same state with other data. */
    void set(JobState same) {
        state = same;
    }

    /** What a job that has units carries. */
    Work work() {
        return ((JobState.Working) state).work();
    }

    /** The same state of other work. */
    void set(Work work) {
        state = ((JobState.Working) state).with(work);
    }

    /** How a unit walks in this step. */
    UnitMachine machine(Unit unit) {
        return new UnitMachine(machine.limits().unit(), unit, work().counters().swaps());
    }

    /** The same work, with an orchestrator left out for a while. */
    Work suspending(Work work, Orchestrator orchestrator, Reason reason) {
        var offence = reason.isCheat() ? Offence.CHEATED : Offence.FAILED;
        return work.with(work.suspensions()
                .suspend(
                        orchestrator,
                        offence,
                        moment.now(),
                        machine.limits().swaps().suspension()));
    }

    /** What follows happens because a unit left or was done, whatever event brought that about. */
    void because(String unitsDoing) {
        cause = unitsDoing;
    }

    void enter(JobState next, Reason reason) {
        enter(next, reason, Optional.empty());
    }

    void enter(JobState next, Reason reason, Optional<Orchestrator> orchestrator) {
        var rule = Lifecycle.rule(Part.JOB, name(state), cause, name(next));
        note(new JobEffect.Moved(Transition.ofJob(rule, reason, orchestrator)));
        state = next;
    }

    void note(JobEffect.Note note) {
        notes.add(note);
    }

    void effect(JobEffect effect) {
        effects.add(effect);
    }

    /** Lets the intake begin, or go on after a restart, before any unit has come. */
    void demandFirst() {
        effect(new JobEffect.Demand(0, machine.limits().window()));
        effect(new JobEffect.WaitAtMost(machine.limits().source(), new Wait.ForSource(0)));
    }

    void complete(Reason reason) {
        end(new JobState.Completed(new Outcome.Completed(published())), reason);
    }

    void cancel() {
        end(new JobState.Cancelled(new Outcome.Cancelled(published())), Reason.CLIENT_CANCELLED);
    }

    void fail(Reason reason) {
        var verdicts =
                state instanceof JobState.Working working ? working.work().lastVerdicts() : List.<Verdict>of();
        end(new JobState.Failed(new Outcome.Failed(published(), reason, verdicts)), reason);
    }

    IllegalStateException unexpected() {
        return new IllegalStateException("A job in " + before + " does not expect " + event);
    }

    private void end(JobState.Over over, Reason reason) {
        if (state instanceof JobState.Working working) {
            letGo(working);
        }
        enter(over, reason);
        note(new JobEffect.Moved(Transition.ofJob(
                Lifecycle.rule(Part.JOB, name(over), "JobEnded", "end"), Reason.AS_PLANNED, Optional.empty())));
        effect(new JobEffect.End(over.outcome()));
    }

    private long published() {
        return state instanceof JobState.Working working ? working.work().published() : 0;
    }

    private void letGo(JobState.Working working) {
        for (var walk : working.work().units().walks()) {
            loss(walk.state())
                    .ifPresent(loss -> effect(new JobEffect.ForUnit(walk.unit().seq(), loss)));
        }
        working.work().open().forEach(session -> effect(new JobEffect.CloseSession(session.number())));
        if (working instanceof JobState.Discovering(var _, JobState.Opening opening)) {
            effect(new JobEffect.CloseSession(opening.session()));
        }
    }

    /** What an attempt that nobody waits for any more leaves to be done. */
    private static Optional<UnitEffect> loss(UnitState state) {
        return switch (state) {
            case UnitState.SegmentDispatch(var attempt) -> Optional.of(new UnitEffect.Abandon(attempt));
            case UnitState.Executing(var attempt) -> Optional.of(new UnitEffect.Abandon(attempt));
            case UnitState.Returning(var attempt) -> Optional.of(new UnitEffect.BookLoss(attempt.number()));
            case UnitState.Verifying(var attempt) -> Optional.of(new UnitEffect.BookLoss(attempt.number()));
            case UnitState.Publishing(var attempt) -> Optional.of(new UnitEffect.BookLoss(attempt.number()));
            case UnitState.Ready _,
                    UnitState.Retry _,
                    UnitState.Settling _,
                    UnitState.Skipping _,
                    UnitState.Done _,
                    UnitState.Left _ -> Optional.empty();
        };
    }

    static String name(Object of) {
        return of.getClass().getSimpleName();
    }
}
