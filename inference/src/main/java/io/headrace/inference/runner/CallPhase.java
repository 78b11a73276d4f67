package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The part of {@link RunnerMachine} in which a runner has calls. Pure.
 *
 * <p>A call that was not answered in time keeps its place: the runner may compute it still. The runner is ended for it as soon
 * as none of its other calls would suffer. While it computes it need not say how it is, because existing runners
 * cannot; its calls have deadlines of their own.
 */
record CallPhase(Supervision supervision, Duty duty, Moves moves) {

    Step<RunnerState, RunnerEffect> step(RunnerState.Called state, RunnerEvent event, Instant now) {
        return switch (state) {
            case RunnerState.Summoned summoned -> summoned(summoned, event, now);
            case RunnerState.Answering answering -> answering(answering, event, now);
        };
    }

    /** A runner that rested is started for the call. */
    Step<RunnerState, RunnerEffect> summon(Run run, long call) {
        return Step.to(
                new RunnerState.Summoned(run, Set.of(call)),
                new RunnerEffect.Open(run.number()),
                new RunnerEffect.WatchStart(run.number(), supervision.startPatience()));
    }

    /** A runner that is ready begins to answer. */
    Step<RunnerState, RunnerEffect> begin(Run run, Set<Long> calls) {
        return grant(Step.to(new RunnerState.Answering(run, calls, 0)), calls);
    }

    private Step<RunnerState, RunnerEffect> grant(Step<RunnerState, RunnerEffect> step, Set<Long> calls) {
        var granted = step;
        for (long call : calls) {
            granted = granted.and(new RunnerEffect.GrantCall(call));
        }
        return granted;
    }

    private Step<RunnerState, RunnerEffect> summoned(RunnerState.Summoned state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.Opened _ -> wait(state, supervision.changeEvery());
            case RunnerEvent.HealthKnown known -> greet(state, known.health(), now);
            case RunnerEvent.StartTimePassed _ ->
                moves.loseCalls(
                        state.run(),
                        state.calls(),
                        "The runner was not ready "
                                + supervision.startPatience().toSeconds() + " s after its start");
            case RunnerEvent.Died(var _, var sentence) -> moves.loseCalls(state.run(), state.calls(), sentence);
            case RunnerEvent.CallAssigned(long call)
            when state.calls().size() < duty.atOnce() ->
                Step.to(new RunnerState.Summoned(state.run(), with(state.calls(), call)));
            case RunnerEvent.CallOver(long call, var _) -> withdraw(state, call);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> greet(RunnerState.Summoned state, RunnerHealth health, Instant now) {
        if (duty.isReady(health)) {
            var run = state.run().asking();
            return begin(run, state.calls()).and(moves.ask(run, supervision.healthEvery()));
        }
        if (health instanceof RunnerHealth.Unreachable) {
            return wait(state, supervision.changeEvery());
        }
        return moves.complaint(health, Pulse.steady(state.run().since()), now)
                .map(sentence -> moves.loseCalls(state.run(), state.calls(), sentence))
                .orElseGet(() -> wait(state, supervision.changeEvery()));
    }

    private Step<RunnerState, RunnerEffect> wait(RunnerState.Summoned state, Duration next) {
        var run = state.run().asking();
        return Step.to(new RunnerState.Summoned(run, state.calls()), moves.ask(run, next));
    }

    private Step<RunnerState, RunnerEffect> withdraw(RunnerState.Summoned state, long call) {
        var left = without(state.calls(), call);
        if (!left.isEmpty()) {
            return Step.to(new RunnerState.Summoned(state.run(), left));
        }
        var run = state.run().asking();
        return Step.to(new RunnerState.Starting(run, ""), moves.ask(run, supervision.changeEvery()));
    }

    private Step<RunnerState, RunnerEffect> answering(RunnerState.Answering state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.CallAssigned(long call)
            when state.room(duty.atOnce()) > 0 ->
                Step.to(
                        new RunnerState.Answering(state.run(), with(state.calls(), call), state.hung()),
                        new RunnerEffect.GrantCall(call));
            case RunnerEvent.CallOver(long call, var end) -> over(state, without(state.calls(), call), end, now);
            case RunnerEvent.HealthKnown known
            when known.health() instanceof RunnerHealth.Unfit(var sentence) ->
                moves.loseCalls(state.run(), state.calls(), sentence);
            case RunnerEvent.HealthKnown _ -> {
                var run = state.run().asking();
                yield Step.to(
                        new RunnerState.Answering(run, state.calls(), state.hung()),
                        moves.ask(run, supervision.healthEvery()));
            }
            case RunnerEvent.Died(var _, var sentence) -> moves.loseCalls(state.run(), state.calls(), sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> over(
            RunnerState.Answering state, Set<Long> left, CallEnd end, Instant now) {
        return switch (end) {
            case ANSWERED -> goOn(state.run().proven(), left, state.hung(), now);
            case GIVEN_UP -> goOn(state.run(), left, state.hung(), now);
            case HUNG -> goOn(state.run(), left, state.hung() + 1, now);
            case TOKEN_REFUSED ->
                moves.loseCalls(state.run(), left, "The runner does not take the bearer that it was given");
        };
    }

    private Step<RunnerState, RunnerEffect> goOn(Run run, Set<Long> left, int hung, Instant now) {
        if (!left.isEmpty()) {
            return Step.to(new RunnerState.Answering(run, left, hung));
        }
        return hung > 0
                ? moves.fail(run, "The runner did not answer " + hung + " of its calls in time")
                : moves.idle(run, Pulse.steady(now), now);
    }

    private static Set<Long> with(Set<Long> calls, long call) {
        var more = new HashSet<>(calls);
        more.add(call);
        return more;
    }

    private static Set<Long> without(Set<Long> calls, long call) {
        var fewer = new HashSet<>(calls);
        fewer.remove(call);
        return fewer;
    }
}
