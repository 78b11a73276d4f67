package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The supervision of one runner: it is started, watched, given one session at a time or several calls, ended and started
 * anew when it fails. Of every session that was assigned, the end is told exactly once: on the way out of {@code Opening} and
 * {@code Serving}, or at once where there is no place for it.
 *
 * <p>What comes too late for a state, or is about another life or session, changes nothing. A runner that failed several
 * times in a row is started again after growing pauses, also one that is else started when it is needed; until it is ready it
 * is no capacity.
 */
public final class RunnerMachine implements Machine<RunnerState, RunnerEvent, RunnerEffect> {

    /** Every transition and its cause. A test holds it against what was visited. */
    public static final String TRANSITIONS = """
            Planned     StartRequested      Starting    the worker begins
            Planned     RestRequested       Resting     the worker begins; nobody needs it yet
            Planned     StopRequested       Stopped     the worker ends before it began
            Resting     Assigned            Waking      a session needs it
            Resting     StopRequested       Stopped     nothing is there to be ended
            Resting     CallAssigned        Summoned    a call needs it
            Summoned    Opened              Summoned    it can be asked
            Summoned    HealthKnown         Summoned    no answer yet, or its model loads
            Summoned    HealthKnown         Answering   it is ready, and the calls wait
            Summoned    HealthKnown         Failing     it calls itself unfit, or loads for too long
            Summoned    StartTimePassed     Failing     it was not ready in time
            Summoned    Died                Failing     it could not be started, or its process ended
            Summoned    CallAssigned        Summoned    another call waits for it
            Summoned    CallOver            Summoned    nobody wants one of the calls any more
            Summoned    CallOver            Starting    nobody wants the last of them any more
            Waking      Opened              Waking      it can be asked
            Waking      HealthKnown         Waking      no answer yet, or its model loads
            Waking      HealthKnown         Opening     it is ready, and the session waits
            Waking      HealthKnown         Failing     it calls itself unfit
            Waking      StartTimePassed     Failing     it was not ready in time
            Waking      Died                Failing     it could not be started, or its process ended
            Waking      SessionReleased     Starting    nobody wants the session any more
            Starting    Opened              Starting    it can be asked
            Starting    HealthKnown         Starting    no answer yet
            Starting    HealthKnown         Warming     its model loads, or it serves somebody else
            Starting    HealthKnown         Idle        it is ready
            Starting    HealthKnown         Failing     it calls itself unfit
            Starting    StartTimePassed     Failing     it did not answer in time
            Starting    Died                Failing     it could not be started, or its process ended
            Warming     HealthKnown         Warming     not yet
            Warming     HealthKnown         Idle        it is ready
            Warming     HealthKnown         Failing     unfit, silent, or not ready for too long
            Warming     Died                Failing     its process ended
            Idle        HealthKnown         Idle        it is well, or missed one question
            Idle        HealthKnown         Warming     it loads anew, or serves somebody else
            Idle        HealthKnown         Failing     unfit or silent
            Idle        Assigned            Opening     a session for it
            Idle        CallAssigned        Answering   a call for it
            Idle        HealthKnown         Retiring    nobody has needed it for long
            Idle        Died                Failing     its process ended
            Retiring    Closed              Resting     until it is needed again
            Answering   CallAssigned        Answering   another call for it
            Answering   CallOver            Answering   one of its calls is over
            Answering   CallOver            Idle        the last of them is over
            Answering   CallOver            Failing     it hangs, or takes no call of ours
            Answering   HealthKnown         Answering   whatever it says of itself while it computes
            Answering   HealthKnown         Failing     it calls itself unfit
            Answering   Died                Failing     its process ended
            Opening     SessionAccepted     Serving     it took the session
            Opening     SessionRefused      Halting     it did not, or nobody knows
            Opening     TokenRefused        Failing     it takes no session of ours
            Opening     SessionReleased     Halting     nobody wants the session any more
            Opening     Died                Failing     its process ended
            Serving     HealthKnown         Serving     it is well, or missed one question
            Serving     HealthKnown         Idle        the session's input ended
            Serving     HealthKnown         Failing     unfit, silent, or loading for too long
            Serving     SessionReleased     Halting     nobody wants the session any more
            Serving     Died                Failing     its process ended
            Halting     SessionHalted       Clearing    it was told
            Halting     ClearingTimePassed  Failing     it does not let go
            Halting     Died                Failing     its process ended
            Clearing    HealthKnown         Clearing    not idle yet
            Clearing    HealthKnown         Idle        it is ready again
            Clearing    HealthKnown         Failing     unfit or silent
            Clearing    ClearingTimePassed  Failing     it does not let go
            Clearing    Died                Failing     its process ended
            Failing     Closed              BackingOff  nothing is left of it
            BackingOff  PauseEnded          Starting    the next life, which nobody's work depends on
            BackingOff  PauseEnded          Resting     the next life begins when it is needed
            BackingOff  StopRequested       Stopped     nothing is there to be ended
            Stopping    Closed              Stopped     nothing is left of it
            Starting    StopRequested       Stopping    the worker ends
            Warming     StopRequested       Stopping    the worker ends
            Idle        StopRequested       Stopping    the worker ends
            Waking      StopRequested       Stopping    the worker ends
            Summoned    StopRequested       Stopping    the worker ends
            Answering   StopRequested       Stopping    the worker ends
            Retiring    StopRequested       Stopping    the worker ends
            Opening     StopRequested       Stopping    the worker ends
            Serving     StopRequested       Stopping    the worker ends
            Halting     StopRequested       Stopping    the worker ends
            Clearing    StopRequested       Stopping    the worker ends
            Failing     StopRequested       Stopping    the worker ends
            """;

    private final Supervision supervision;
    private final Moves moves;
    private final SessionPhase sessions;
    private final CallPhase calls;
    private final Duty duty;

    public RunnerMachine(Supervision supervision, Duty duty) {
        this.supervision = supervision;
        this.duty = duty;
        this.moves = new Moves(supervision);
        this.sessions = new SessionPhase(supervision, moves);
        this.calls = new CallPhase(supervision, duty, moves);
    }

    @Override
    public boolean ended(RunnerState state) {
        return state instanceof RunnerState.Stopped;
    }

    @Override
    public Step<RunnerState, RunnerEffect> step(RunnerState state, RunnerEvent event, Moment moment) {
        if (isOfThePast(state, event)) {
            return Step.to(state);
        }
        var now = moment.now();
        return switch (state) {
            case RunnerState.Planned planned -> planned(planned, event, now);
            case RunnerState.Starting starting -> starting(starting, event, now);
            case RunnerState.Warming warming -> warming(warming, event, now);
            case RunnerState.Resting resting -> resting(resting, event, now);
            case RunnerState.Idle idle -> idle(idle, event, now);
            case RunnerState.Retiring retiring -> retiring(retiring, event);
            case RunnerState.Engaged engaged -> sessions.step(engaged, event, now);
            case RunnerState.Called called -> calls.step(called, event, now);
            case RunnerState.Failing failing -> failing(failing, event, moment);
            case RunnerState.BackingOff resting -> backingOff(resting, event, now);
            case RunnerState.Stopping stopping -> stopping(stopping, event);
            case RunnerState.Stopped _ -> Moves.otherwise(state, event);
        };
    }

    private static boolean isOfThePast(RunnerState state, RunnerEvent event) {
        return switch (event) {
            case RunnerEvent.HealthKnown known ->
                !(state instanceof RunnerState.Begun begun
                        && begun.run().number() == known.run()
                        && begun.run().probe() == known.probe());
            case RunnerEvent.OfRun of ->
                !(state instanceof RunnerState.Begun begun && begun.run().number() == of.run());
            case RunnerEvent.OfSession of ->
                !(state instanceof RunnerState.Engaged engaged && engaged.session() == of.session());
            case RunnerEvent.OfCall of ->
                !(state instanceof RunnerState.Called called && called.calls().contains(of.call()));
            case RunnerEvent.StartRequested _,
                    RunnerEvent.RestRequested _,
                    RunnerEvent.Assigned _,
                    RunnerEvent.CallAssigned _,
                    RunnerEvent.StopRequested _ -> false;
        };
    }

    private Step<RunnerState, RunnerEffect> planned(RunnerState.Planned state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.StartRequested _ -> start(Run.first(now));
            case RunnerEvent.RestRequested _ -> Step.to(new RunnerState.Resting(Run.first(now)));
            case RunnerEvent.StopRequested _ -> Step.to(new RunnerState.Stopped());
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> resting(RunnerState.Resting state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.Assigned(var assignment) -> {
                var run = state.run().next(now);
                yield Step.to(
                        new RunnerState.Waking(run, assignment),
                        new RunnerEffect.Open(run.number()),
                        new RunnerEffect.WatchStart(run.number(), supervision.startPatience()));
            }
            case RunnerEvent.CallAssigned(long call) -> calls.summon(state.run().next(now), call);
            default -> Moves.otherwise(state, event);
        };
    }

    private static Step<RunnerState, RunnerEffect> retiring(RunnerState.Retiring state, RunnerEvent event) {
        return event instanceof RunnerEvent.Closed
                ? Step.to(new RunnerState.Resting(state.run()))
                : Moves.otherwise(state, event);
    }

    private Step<RunnerState, RunnerEffect> start(Run run) {
        return Step.to(
                new RunnerState.Starting(run, ""),
                new RunnerEffect.Open(run.number()),
                new RunnerEffect.WatchStart(run.number(), supervision.startPatience()));
    }

    private Step<RunnerState, RunnerEffect> starting(RunnerState.Starting state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.Opened _ -> waitForAnswer(state.run(), "", Duration.ZERO);
            case RunnerEvent.HealthKnown(var _, var _, var health) ->
                switch (health) {
                    case RunnerHealth ready when duty.isReady(ready) -> moves.idle(state.run(), Pulse.steady(now), now);
                    case RunnerHealth.Loading _, RunnerHealth.Ok _, RunnerHealth.Idle _ ->
                        moves.warming(state.run(), Pulse.steady(now));
                    case RunnerHealth.Unfit(var sentence) -> moves.fail(state.run(), sentence);
                    case RunnerHealth.Unreachable(var sentence) ->
                        waitForAnswer(state.run(), sentence, supervision.changeEvery());
                };
            case RunnerEvent.StartTimePassed _ -> moves.fail(state.run(), notStarted(state));
            case RunnerEvent.Died(var _, var sentence) -> moves.fail(state.run(), sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> waitForAnswer(Run run, String heard, Duration next) {
        var asking = run.asking();
        return Step.to(new RunnerState.Starting(asking, heard), moves.ask(asking, next));
    }

    private String notStarted(RunnerState.Starting state) {
        return "The runner did not answer within " + supervision.startPatience().toSeconds() + " s of its start"
                + (state.heard().isEmpty() ? "" : "; the last of it: " + state.heard());
    }

    private Step<RunnerState, RunnerEffect> warming(RunnerState.Warming state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.HealthKnown(var _, var _, var health) -> {
                boolean ready = duty.isReady(health);
                var pulse = state.pulse().after(health, ready, now);
                yield moves.complaint(health, pulse, now)
                        .map(sentence -> moves.fail(state.run(), sentence))
                        .orElseGet(
                                () -> ready ? moves.idle(state.run(), pulse, now) : moves.warming(state.run(), pulse));
            }
            case RunnerEvent.Died(var _, var sentence) -> moves.fail(state.run(), sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> idle(RunnerState.Idle state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.HealthKnown(var _, var _, var health) -> watch(state, health, now);
            case RunnerEvent.Assigned(var assignment) -> SessionPhase.open(state.run(), assignment);
            case RunnerEvent.CallAssigned(long call) -> calls.begin(state.run(), Set.of(call));
            case RunnerEvent.Died(var _, var sentence) -> moves.fail(state.run(), sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> watch(RunnerState.Idle state, RunnerHealth health, Instant now) {
        boolean ready = duty.isReady(health);
        var pulse = state.pulse().after(health, ready, now);
        return moves.complaint(health, pulse, now)
                .map(sentence -> moves.fail(state.run(), sentence))
                .orElseGet(() -> switch (health) {
                    case RunnerHealth well when ready -> needed(state, pulse, now);
                    case RunnerHealth.Loading _, RunnerHealth.Ok _, RunnerHealth.Idle _ ->
                        moves.warming(state.run(), Pulse.steady(now));
                    case RunnerHealth.Unreachable _, RunnerHealth.Unfit _ ->
                        moves.idle(state.run(), pulse, state.since());
                });
    }

    private Step<RunnerState, RunnerEffect> needed(RunnerState.Idle state, Pulse pulse, Instant now) {
        var idle = Duration.between(state.since(), now);
        if (supervision.rest().filter(most -> idle.compareTo(most) >= 0).isPresent()) {
            var run = state.run().proven();
            return Step.to(new RunnerState.Retiring(run), new RunnerEffect.Close(run.number()));
        }
        return moves.idle(judged(state.run(), now), pulse, state.since());
    }

    private Run judged(Run run, Instant now) {
        return Duration.between(run.since(), now).compareTo(supervision.proof()) < 0 ? run : run.proven();
    }

    private Step<RunnerState, RunnerEffect> failing(RunnerState.Failing state, RunnerEvent event, Moment moment) {
        var run = state.run();
        return switch (event) {
            case RunnerEvent.Closed _ ->
                Step.to(
                        new RunnerState.BackingOff(run, state.reason()),
                        new RunnerEffect.Pause(
                                run.number(),
                                supervision.pause().of(run.crashes() - supervision.crashes(), moment.chance())));
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> backingOff(RunnerState.BackingOff state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.PauseEnded _ ->
                supervision.rest().isPresent() && !supervision.isUnhealthy(state.run())
                        ? Step.to(new RunnerState.Resting(state.run()))
                        : start(state.run().next(now));
            case RunnerEvent.StopRequested _ -> Step.to(new RunnerState.Stopped());
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> stopping(RunnerState.Stopping state, RunnerEvent event) {
        return event instanceof RunnerEvent.Closed ? Step.to(new RunnerState.Stopped()) : Moves.otherwise(state, event);
    }
}
