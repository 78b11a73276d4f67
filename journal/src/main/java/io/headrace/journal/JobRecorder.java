package io.headrace.journal;

import io.headrace.job.JobClass;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.JobId;
import io.headrace.job.JobMachine;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.Session;
import io.headrace.job.Transition;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Verdict;
import io.headrace.job.unit.Unit;
import io.headrace.journal.Fact.Finding;
import io.headrace.machine.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what a job decided, before anything is done about it: transitions, judgements, agreements, dispatches.
 * Beginning, restart and end of a job are safe when the call returns. Used by the job's owner alone.
 */
public record JobRecorder(Journal journal, JobId job) {

    /** Row 1; gives the state to begin with. */
    public JobState create(Instant at, JobClass jobClass, String pipeline) {
        var created = JobMachine.create();
        write(at, new Fact.JobCreated(jobClass, pipeline));
        created.effects().forEach(effect -> write(at, facts(effect)));
        return created.state();
    }

    /** The model that a job that was just created is for. */
    public void named(Instant at, String model) {
        write(at, new Fact.ModelNamed(model));
    }

    /** What an owner's surroundings do with each step. */
    public void record(Instant at, JobState from, JobEvent event, Step<JobState, JobEffect> step) {
        if (event instanceof JobEvent.Resumed && step.state() instanceof JobState.Working working) {
            write(at, new Fact.JobResumed(working.work().counters().life()));
        }
        if (event instanceof JobEvent.SegmentReady(var unit) && accepted(unit, step.state())) {
            write(at, new Fact.UnitAccepted(unit.seq(), unit.start(), unit.duration(), unit.quantity()));
        }
        step.effects().forEach(effect -> write(at, facts(effect)));
        session(step.state())
                .filter(session -> !session(from).equals(Optional.of(session)))
                .ifPresent(session -> write(at, agreed(session)));
        if (step.state() instanceof JobState.Over over) {
            write(at, ended(over.outcome()));
        }
    }

    private static List<Fact> facts(JobEffect effect) {
        return switch (effect) {
            case JobEffect.Moved(var transition) -> List.of(moved(transition));
            case JobEffect.Judged(int round, var verdicts) ->
                verdicts.stream().<Fact>map(verdict -> judged(round, verdict)).toList();
            case JobEffect.Dispatch(var unit, var attempt, var session, var fee) ->
                List.of(new Fact.UnitDispatched(unit.seq(), attempt, session.orchestrator(), fee));
            case JobEffect.Demand _,
                    JobEffect.Discover _,
                    JobEffect.OpenSession _,
                    JobEffect.CloseSession _,
                    JobEffect.Publish _,
                    JobEffect.Skip _,
                    JobEffect.ForUnit _,
                    JobEffect.AwaitFunds _,
                    JobEffect.WaitAtMost _,
                    JobEffect.StopTimer _,
                    JobEffect.End _ -> List.of();
        };
    }

    private static Fact moved(Transition transition) {
        var rule = transition.rule();
        return new Fact.Moved(
                transition.unit(),
                transition.attempt(),
                rule.from(),
                rule.event(),
                rule.to(),
                transition.reason(),
                transition.orchestrator());
    }

    private static Fact judged(int round, Verdict verdict) {
        var who = verdict.orchestrator();
        return switch (verdict.finding()) {
            case Verdict.Chosen(var why) -> new Fact.CandidateJudged(round, who, Finding.CHOSEN, why);
            case Verdict.PassedOver(var why) -> new Fact.CandidateJudged(round, who, Finding.PASSED_OVER, why);
            case Verdict.Refused(var refusal) ->
                new Fact.CandidateJudged(round, who, Finding.REFUSED, refusal.code() + ": " + refusal.sentence());
        };
    }

    private static boolean accepted(Unit unit, JobState state) {
        return state instanceof JobState.Working working
                && working.work().units().next() == unit.seq() + 1;
    }

    private static Optional<Session> session(JobState state) {
        return state instanceof JobState.SessionEstablished established
                ? Optional.of(established.session())
                : Optional.empty();
    }

    private static Fact agreed(Session session) {
        return new Fact.SessionAgreed(session.number(), session.orchestrator(), session.price(), session.capacity());
    }

    private static Fact ended(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed(long published) -> new Fact.JobEnded("Completed", published, Reason.AS_PLANNED);
            case Outcome.Cancelled(long published) ->
                new Fact.JobEnded("Cancelled", published, Reason.CLIENT_CANCELLED);
            case Outcome.Failed(long published, var reason, var _) -> new Fact.JobEnded("Failed", published, reason);
        };
    }

    private void write(Instant at, List<Fact> facts) {
        facts.forEach(fact -> write(at, fact));
    }

    private void write(Instant at, Fact fact) {
        journal.record(new JournalEntry(at, job, fact));
    }
}
