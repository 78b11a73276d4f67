package io.headrace.orchestrator.runner.registry;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import io.headrace.pipeline.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lives of the live runners and their sessions. A runner that sends heartbeats is as ready as its last one said, and is
 * forgotten when none came for a while; one that the operator named is asked, and one bad answer ends nobody's session
 * ({@link Health}; existing nodes end all of them).
 */
public final class RunnerMachine implements Machine<Runners, RunnerEvent, RunnerEffect> {

    /** Every event and what comes of it; what is not registered, or not any more, changes nothing. */
    static final String TRANSITIONS = """
            (new)     RegistrationAsked  as it says      its channel is made
            (new)     ListRead           Starting        its channel is made, polled at once
            polled    ListRead           any             replaced; sessions stay
            beating   HeartbeatHeard     as it says      replaced; sessions stay
            beating   TimePassed         any, or (gone)  when it was silent for too long: sessions released
            beating   DepartureAsked     (gone)          sessions released
            polled    PollDue            any             polled
            polled    Polled             as Health has it  the next poll is due in a while; sessions released when it is down
            any       SessionAsked       any             a place, if it is offered and has one
            any       SessionEnded       any             the place is free, what is left of the session ends
            """;

    private final RunnerPace pace;

    public RunnerMachine(RunnerPace pace) {
        this.pace = pace;
    }

    @Override
    public boolean ended(Runners runners) {
        return false;
    }

    @Override
    public Step<Runners, RunnerEffect> step(Runners runners, RunnerEvent event, Moment moment) {
        var now = moment.now();
        return switch (event) {
            case RunnerEvent.RegistrationAsked(long question, var candidate) ->
                register(runners, question, candidate, now);
            case RunnerEvent.HeartbeatHeard heard -> renew(runners, heard, now);
            case RunnerEvent.ListRead(long question, var entries) -> take(runners, question, entries, now);
            case RunnerEvent.DepartureAsked(long question, var id) -> depart(runners, question, id);
            case RunnerEvent.PollDue(var id, long generation) -> poll(runners, id, generation);
            case RunnerEvent.Polled(var id, long generation, var report) -> polled(runners, id, generation, report);
            case RunnerEvent.SessionAsked(long question, var id, var session) ->
                reserve(runners, question, id, session);
            case RunnerEvent.SessionEnded(var id, var session, var end) -> release(runners, id, session, end);
            case RunnerEvent.TimePassed() -> forgetSilent(runners, now);
        };
    }

    private static Step<Runners, RunnerEffect> register(
            Runners runners, long question, Candidate candidate, Instant now) {
        if (runners.find(candidate.identity().id()).isPresent()) {
            return answer(runners, question, new Outcome.Refused("an id was drawn twice; try again"));
        }
        return switch (Enrolment.of(runners, candidate, now)) {
            case Enrolment.Enrolled(var after, var runner) ->
                Step.to(
                        after,
                        new RunnerEffect.Welcome(runner),
                        new RunnerEffect.Answer(question, new Outcome.Enrolled(runner)));
            case Enrolment.Refused(var sentence) -> answer(runners, question, new Outcome.Refused(sentence));
        };
    }

    private static Step<Runners, RunnerEffect> renew(Runners runners, RunnerEvent.HeartbeatHeard heard, Instant now) {
        var known = runners.find(heard.id()).filter(runner -> !runner.isStatic());
        if (known.isEmpty()) {
            return answer(runners, heard.question(), new Outcome.Unknown());
        }
        var again = new Candidate(known.get().identity(), heard.card(), heard.address(), Optional.empty());
        return switch (Enrolment.of(runners, again, now)) {
            case Enrolment.Enrolled(var after, var runner) ->
                answer(after, heard.question(), new Outcome.Enrolled(runner));
            case Enrolment.Refused(var sentence) -> answer(runners, heard.question(), new Outcome.Refused(sentence));
        };
    }

    private static Step<Runners, RunnerEffect> take(
            Runners runners, long question, List<Candidate> entries, Instant now) {
        var effects = new ArrayList<RunnerEffect>();
        var after = runners;
        for (var entry : entries) {
            var known = after.labelled(entry.card().label()).map(Runner::identity);
            var candidate = new Candidate(known.orElse(entry.identity()), entry.card(), entry.address(), entry.polls());
            boolean isNew = after.find(candidate.identity().id()).isEmpty();
            if (known.isEmpty() && !isNew) {
                return answer(
                        runners, question, new Outcome.Refused(entry.identity().id() + " is another runner's id"));
            }
            switch (Enrolment.of(after, candidate, now)) {
                case Enrolment.Enrolled(var more, var runner) -> {
                    after = more;
                    if (isNew) {
                        effects.add(new RunnerEffect.Welcome(runner));
                        candidate.polls().ifPresent(polls -> effects.add(new RunnerEffect.Poll(runner, polls)));
                    }
                }
                case Enrolment.Refused(var sentence) -> {
                    return answer(
                            runners, question, new Outcome.Refused(entry.card().label() + ": " + sentence));
                }
            }
        }
        effects.add(new RunnerEffect.Answer(question, new Outcome.ListTaken()));
        return new Step<>(after, effects);
    }

    private static Step<Runners, RunnerEffect> depart(Runners runners, long question, String id) {
        var known = runners.find(id).filter(runner -> !runner.isStatic());
        return known.map(runner -> gone(runners, runner, SessionEnd.RUNNER_LEFT)
                        .and(new RunnerEffect.Answer(question, new Outcome.Departed())))
                .orElseGet(() -> answer(runners, question, new Outcome.Unknown()));
    }

    private static Step<Runners, RunnerEffect> gone(Runners runners, Runner runner, SessionEnd end) {
        return new Step<>(runners.without(runner), releases(runner, end)).and(new RunnerEffect.SeeOff(runner));
    }

    private static List<RunnerEffect> releases(Runner runner, SessionEnd end) {
        return runner.sessions().stream()
                .<RunnerEffect>map(session -> new RunnerEffect.Release(runner, session, end))
                .toList();
    }

    private static Step<Runners, RunnerEffect> poll(Runners runners, String id, long generation) {
        var found = runners.find(id, generation);
        return found.isPresent() && found.get().watch() instanceof Watch.Polls polls
                ? Step.to(runners, new RunnerEffect.Poll(found.get(), polls))
                : Step.to(runners);
    }

    private Step<Runners, RunnerEffect> polled(Runners runners, String id, long generation, Health.Report report) {
        var found = runners.find(id, generation);
        if (found.isEmpty()) {
            return Step.to(runners);
        }
        var runner = found.get();
        var after = runners.with(runners.registry().after(runner.offeringId(), report));
        var next = new RunnerEffect.Wake(pace.poll(), new RunnerEvent.PollDue(id, generation));
        return after.isOffered(runner)
                ? Step.to(after, next)
                : new Step<>(after.with(runner.holding(List.of())), releases(runner, SessionEnd.RUNNER_LOST)).and(next);
    }

    private static Step<Runners, RunnerEffect> reserve(Runners runners, long question, String id, String session) {
        var found = runners.find(id);
        if (found.isEmpty()) {
            return answer(runners, question, new Outcome.Unknown());
        }
        var runner = found.get();
        if (!runners.isOffered(runner)) {
            return answer(runners, question, new Outcome.NotReady());
        }
        if (runners.holds(session)) {
            return answer(runners, question, new Outcome.SessionExists());
        }
        if (runner.sessions().size() >= runner.card().capacity()) {
            return answer(runners, question, new Outcome.Full(runner.card().capacity()));
        }
        var taken = runner.with(session);
        return answer(runners.with(taken), question, new Outcome.Reserved(taken, session));
    }

    private static Step<Runners, RunnerEffect> release(Runners runners, String id, String session, SessionEnd end) {
        return runners.find(id)
                .filter(runner -> runner.sessions().contains(session))
                .map(runner -> Step.<Runners, RunnerEffect>to(
                        runners.with(runner.without(session)), new RunnerEffect.Release(runner, session, end)))
                .orElseGet(() -> Step.to(runners));
    }

    private Step<Runners, RunnerEffect> forgetSilent(Runners runners, Instant now) {
        var step = Step.<Runners, RunnerEffect>to(runners);
        for (var runner : runners.byId().values()) {
            if (runner.watch() instanceof Watch.Heartbeats(var last)
                    && !last.plus(pace.timeToLive()).isAfter(now)) {
                var without = gone(step.state(), runner, SessionEnd.RUNNER_LOST);
                step = new Step<>(without.state(), joined(step.effects(), without.effects()));
            }
        }
        return step;
    }

    private static List<RunnerEffect> joined(List<RunnerEffect> before, List<RunnerEffect> more) {
        var all = new ArrayList<>(before);
        all.addAll(more);
        return all;
    }

    private static Step<Runners, RunnerEffect> answer(Runners runners, long question, Outcome outcome) {
        return Step.to(runners, new RunnerEffect.Answer(question, outcome));
    }
}
