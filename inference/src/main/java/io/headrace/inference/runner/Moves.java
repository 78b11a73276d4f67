package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The steps that several states of a runner share, and what its health means to all of them. Pure. */
record Moves(Supervision supervision) {

    private static final String CLOSING = "The worker is being closed";

    /** @param since when it became idle */
    Step<RunnerState, RunnerEffect> idle(Run run, Pulse pulse, Instant since) {
        var asking = run.asking();
        return Step.to(new RunnerState.Idle(asking, pulse, since), ask(asking, supervision.healthEvery()));
    }

    Step<RunnerState, RunnerEffect> warming(Run run, Pulse pulse) {
        var asking = run.asking();
        return Step.to(new RunnerState.Warming(asking, pulse), ask(asking, supervision.changeEvery()));
    }

    RunnerEffect ask(Run run, Duration after) {
        return new RunnerEffect.AskHealth(run.number(), run.probe(), after);
    }

    Step<RunnerState, RunnerEffect> fail(Run run, String reason) {
        return Step.to(new RunnerState.Failing(run.crashed(), reason), new RunnerEffect.Close(run.number()));
    }

    /** Fails with a session, whose end is told before anything else is done. */
    Step<RunnerState, RunnerEffect> lose(Run run, long session, String reason) {
        return Step.to(
                new RunnerState.Failing(run.crashed(), reason),
                new RunnerEffect.TellEnded(session, new SessionEnd.Failed(reason)),
                new RunnerEffect.Close(run.number()));
    }

    /** Fails with calls, which are told before anything else is done. */
    Step<RunnerState, RunnerEffect> loseCalls(Run run, Set<Long> calls, String reason) {
        return tellLost(Step.to(new RunnerState.Failing(run.crashed(), reason)), calls, reason)
                .and(new RunnerEffect.Close(run.number()));
    }

    private static Step<RunnerState, RunnerEffect> tellLost(
            Step<RunnerState, RunnerEffect> step, Set<Long> calls, String reason) {
        var told = step;
        for (long call : calls) {
            told = told.and(new RunnerEffect.LoseCall(call, reason));
        }
        return told;
    }

    Step<RunnerState, RunnerEffect> halt(Run run, long session, SessionEnd end) {
        return Step.to(
                new RunnerState.Halting(run.asking(), session),
                new RunnerEffect.TellEnded(session, end),
                new RunnerEffect.HaltSession(session),
                new RunnerEffect.WatchClearing(session, supervision.clearPatience()));
    }

    /** Why a runner that answers so has failed; empty while there is patience with it. */
    Optional<String> complaint(RunnerHealth health, Pulse pulse, Instant now) {
        return switch (health) {
            case RunnerHealth.Unfit(var sentence) -> Optional.of(sentence);
            case RunnerHealth.Unreachable(var sentence) ->
                pulse.misses() < supervision.misses()
                        ? Optional.empty()
                        : Optional.of(sentence + " (" + pulse.misses() + " times in a row)");
            case RunnerHealth.Loading _, RunnerHealth.Idle _, RunnerHealth.Ok _ ->
                Duration.between(pulse.wellAt(), now).compareTo(supervision.loadPatience()) < 0
                        ? Optional.empty()
                        : Optional.of("The runner was not ready for "
                                + supervision.loadPatience().toSeconds() + " s; its health is " + name(health));
        };
    }

    private static String name(RunnerHealth health) {
        return health.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** What no state treats in its own way. */
    static Step<RunnerState, RunnerEffect> otherwise(RunnerState state, RunnerEvent event) {
        return switch (event) {
            case RunnerEvent.StopRequested _ -> stop(state);
            case RunnerEvent.Assigned(var assignment) ->
                Step.to(
                        state,
                        new RunnerEffect.TellEnded(
                                assignment.session(), new SessionEnd.Failed("The runner failed before it was asked")));
            case RunnerEvent.CallAssigned(long call) ->
                Step.to(state, new RunnerEffect.LoseCall(call, "The runner failed before it was asked"));
            case RunnerEvent.Opened _,
                    RunnerEvent.Died _,
                    RunnerEvent.StartTimePassed _,
                    RunnerEvent.HealthKnown _,
                    RunnerEvent.OfSession _,
                    RunnerEvent.OfCall _ -> Step.to(state);
            case RunnerEvent.StartRequested _,
                    RunnerEvent.RestRequested _,
                    RunnerEvent.Closed _,
                    RunnerEvent.PauseEnded _ ->
                throw new IllegalStateException("A runner in " + state + " does not expect " + event);
        };
    }

    private static Step<RunnerState, RunnerEffect> stop(RunnerState state) {
        return switch (state) {
            case RunnerState.Planned _, RunnerState.Resting _, RunnerState.BackingOff _, RunnerState.Stopped _ ->
                Step.to(new RunnerState.Stopped());
            case RunnerState.Stopping _ -> Step.to(state);
            case RunnerState.Waking waking -> stop(waking.run()).and(closed(waking.session()));
            case RunnerState.Opening(var run, long session) -> stop(run).and(closed(session));
            case RunnerState.Serving(var run, long session, var _, var _) ->
                stop(run).and(closed(session));
            case RunnerState.Called called -> tellLost(stop(called.run()), called.calls(), CLOSING);
            case RunnerState.Begun begun -> stop(begun.run());
        };
    }

    private static Step<RunnerState, RunnerEffect> stop(Run run) {
        return Step.to(new RunnerState.Stopping(run), new RunnerEffect.Close(run.number()));
    }

    private static RunnerEffect closed(long session) {
        return new RunnerEffect.TellEnded(session, new SessionEnd.Failed(CLOSING));
    }
}
