package io.headrace.inference.runner;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;

/** The part of {@link RunnerMachine} in which a runner has a session, from the question to the next "idle". Pure. */
record SessionPhase(Supervision supervision, Moves moves) {

    Step<RunnerState, RunnerEffect> step(RunnerState.Engaged state, RunnerEvent event, Instant now) {
        return switch (state) {
            case RunnerState.Waking waking -> waking(waking, event, now);
            case RunnerState.Opening opening -> opening(opening, event, now);
            case RunnerState.Serving serving -> serving(serving, event, now);
            case RunnerState.Halting halting -> halting(halting, event, now);
            case RunnerState.Clearing clearing -> clearing(clearing, event, now);
        };
    }

    private Step<RunnerState, RunnerEffect> waking(RunnerState.Waking state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.Opened _ -> wait(state, Duration.ZERO);
            case RunnerEvent.HealthKnown known ->
                switch (known.health()) {
                    case RunnerHealth.Idle _ -> open(state.run(), state.assignment());
                    case RunnerHealth.Unfit(var sentence) -> moves.lose(state.run(), state.session(), sentence);
                    case RunnerHealth.Unreachable _ -> wait(state, supervision.changeEvery());
                    case RunnerHealth.Loading loading -> load(state, loading, now);
                    case RunnerHealth.Ok busy -> load(state, busy, now);
                };
            case RunnerEvent.StartTimePassed _ ->
                moves.lose(
                        state.run(),
                        state.session(),
                        "The runner was not ready "
                                + supervision.startPatience().toSeconds() + " s after its start");
            case RunnerEvent.Died(var _, var sentence) -> moves.lose(state.run(), state.session(), sentence);
            case RunnerEvent.SessionReleased _ ->
                Step.<RunnerState, RunnerEffect>to(
                        new RunnerState.Starting(state.run().asking(), ""),
                        moves.ask(state.run().asking(), supervision.changeEvery()),
                        new RunnerEffect.TellEnded(state.session(), new SessionEnd.Finished()));
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> load(RunnerState.Waking state, RunnerHealth health, Instant now) {
        return moves.complaint(health, Pulse.steady(state.run().since()), now)
                .map(sentence -> moves.lose(state.run(), state.session(), sentence))
                .orElseGet(() -> wait(state, supervision.changeEvery()));
    }

    private Step<RunnerState, RunnerEffect> wait(RunnerState.Waking state, Duration next) {
        var asking = state.run().asking();
        return Step.to(new RunnerState.Waking(asking, state.assignment()), moves.ask(asking, next));
    }

    /** The session is given to a runner that is ready. */
    static Step<RunnerState, RunnerEffect> open(Run run, Assignment assignment) {
        return Step.to(
                new RunnerState.Opening(run.asking(), assignment.session()), new RunnerEffect.OpenSession(assignment));
    }

    private Step<RunnerState, RunnerEffect> opening(RunnerState.Opening state, RunnerEvent event, Instant now) {
        long session = state.session();
        return switch (event) {
            case RunnerEvent.SessionAccepted _ -> {
                var run = state.run().asking();
                var idleCounts = now.plus(supervision.beginPatience());
                yield Step.to(
                        new RunnerState.Serving(run, session, idleCounts, Pulse.steady(now)),
                        new RunnerEffect.TellRunning(session),
                        moves.ask(run, supervision.changeEvery()));
            }
            case RunnerEvent.SessionRefused(var _, var sentence) ->
                moves.halt(state.run(), session, new SessionEnd.Failed(sentence));
            case RunnerEvent.TokenRefused(var _, var sentence) -> moves.lose(state.run(), session, sentence);
            case RunnerEvent.SessionReleased _ -> moves.halt(state.run(), session, new SessionEnd.Finished());
            case RunnerEvent.Died(var _, var sentence) -> moves.lose(state.run(), session, sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> serving(RunnerState.Serving state, RunnerEvent event, Instant now) {
        long session = state.session();
        return switch (event) {
            case RunnerEvent.HealthKnown(var _, var _, var health) -> watch(state, health, now);
            case RunnerEvent.SessionReleased _ -> moves.halt(state.run().proven(), session, new SessionEnd.Finished());
            case RunnerEvent.Died(var _, var sentence) -> moves.lose(state.run(), session, sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> watch(RunnerState.Serving state, RunnerHealth health, Instant now) {
        boolean busy = health instanceof RunnerHealth.Ok;
        boolean idle = health instanceof RunnerHealth.Idle;
        var pulse = state.pulse().after(health, busy || idle, now);
        var complaint = moves.complaint(health, pulse, now);
        if (complaint.isPresent()) {
            return moves.lose(state.run(), state.session(), complaint.get());
        }
        if (idle && !now.isBefore(state.idleCounts())) {
            return moves.idle(state.run().proven(), pulse, now)
                    .and(new RunnerEffect.TellEnded(state.session(), new SessionEnd.Finished()));
        }
        var run = state.run().asking();
        var idleCounts = busy ? now : state.idleCounts();
        return Step.to(
                new RunnerState.Serving(run, state.session(), idleCounts, pulse),
                moves.ask(run, idle ? supervision.changeEvery() : supervision.healthEvery()));
    }

    private Step<RunnerState, RunnerEffect> halting(RunnerState.Halting state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.SessionHalted _ -> clearing(state, Pulse.steady(now), Duration.ZERO);
            case RunnerEvent.ClearingTimePassed _ -> moves.fail(state.run(), notCleared());
            case RunnerEvent.Died(var _, var sentence) -> moves.fail(state.run(), sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> clearing(RunnerState.Clearing state, RunnerEvent event, Instant now) {
        return switch (event) {
            case RunnerEvent.HealthKnown(var _, var _, var health) -> {
                boolean clear = health instanceof RunnerHealth.Idle;
                var pulse = state.pulse().after(health, clear, now);
                yield moves.complaint(health, pulse, now)
                        .map(sentence -> moves.fail(state.run(), sentence))
                        .orElseGet(() -> clear
                                ? moves.idle(state.run(), pulse, now)
                                : clearing(state, pulse, supervision.changeEvery()));
            }
            case RunnerEvent.ClearingTimePassed _ -> moves.fail(state.run(), notCleared());
            case RunnerEvent.Died(var _, var sentence) -> moves.fail(state.run(), sentence);
            default -> Moves.otherwise(state, event);
        };
    }

    private Step<RunnerState, RunnerEffect> clearing(RunnerState.Engaged state, Pulse pulse, Duration next) {
        var run = state.run().asking();
        return Step.to(new RunnerState.Clearing(run, state.session(), pulse), moves.ask(run, next));
    }

    private String notCleared() {
        return "The runner was not idle " + supervision.clearPatience().toMillis() + " ms after the end of its session";
    }
}
