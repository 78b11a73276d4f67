package io.headrace.admission;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of one unit on the working side, from its place in a queue to its one answer.
 *
 * <p>Whatever was set aside for it is settled or released exactly once: on the way into {@code Finished}, or on the
 * way into {@code Failed} from any state that has a {@link Cover}. What comes too late for a state changes nothing:
 * a sender that leaves while its unit is at work still gets, and pays for, what it ordered.
 */
public final class UnitMachine implements Machine<UnitState, UnitEvent, UnitEffect> {

    /** Every transition and its cause. The documentation prints it; a test holds it against what was visited. */
    public static final String TRANSITIONS = """
            Admitted  PaymentAccepted  Covered   the credit covers the estimated fee
            Admitted  PaymentRefused   Failed    a ticket is bad, or the credit is too low
            Admitted  Abandoned        Failed    the sender went away
            Admitted  Overdue          Failed    its time is up
            Covered   SourceArrived    Waiting   the media is complete
            Covered   Abandoned        Failed    the media is not what was announced, or does not come
            Covered   Overdue          Failed    a stalled sender
            Waiting   TurnCame         Working   a worker is free
            Waiting   WorkersGone      Failed    no worker is there: the gateway may try elsewhere at once
            Waiting   Abandoned        Failed    the sender went away
            Waiting   Overdue          Failed    its time is up
            Working   WorkEnded        Finished  all renditions are there
            Working   WorkEnded        Working   the worker died, and time is left for another
            Working   WorkEnded        Failed    impossible, no worker, or the second worker died
            Working   Overdue          Failed    its time is up
            """;

    private static final String NO_WORKER = "no transcoders available";

    private final AdmissionLimits limits;

    public UnitMachine(AdmissionLimits limits) {
        this.limits = limits;
    }

    /** Where a unit begins; the caller has given it a place. */
    Step<UnitState, UnitEffect> begin(UnitRequest request, Moment moment) {
        return Step.to(
                new UnitState.Admitted(request, moment.now()),
                new UnitEffect.WaitAtMost(request.unit(), limits.unitTime(request.duration())));
    }

    @Override
    public boolean ended(UnitState state) {
        return state instanceof UnitState.Finished || state instanceof UnitState.Failed;
    }

    @Override
    public Step<UnitState, UnitEffect> step(UnitState state, UnitEvent event, Moment moment) {
        return switch (state) {
            case UnitState.Admitted admitted -> admitted(admitted, event);
            case UnitState.Covered covered -> covered(covered, event);
            case UnitState.Waiting waiting -> waiting(waiting, event, moment);
            case UnitState.Working working -> working(working, event, moment);
            case UnitState.Finished _, UnitState.Failed _ -> Step.to(state);
        };
    }

    private Step<UnitState, UnitEffect> admitted(UnitState.Admitted state, UnitEvent event) {
        return switch (event) {
            case UnitEvent.PaymentAccepted(var cover) ->
                Step.to(new UnitState.Covered(state.request(), state.admittedAt(), cover));
            case UnitEvent.PaymentRefused(var reason) -> fail(state, new Failure.PaymentRefused(reason));
            case UnitEvent.Abandoned(var reason) -> fail(state, new Failure.SourceLost(reason));
            case UnitEvent.Overdue _ -> fail(state, tookTooLong(state));
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> covered(UnitState.Covered state, UnitEvent event) {
        return switch (event) {
            case UnitEvent.SourceArrived(var order) ->
                Step.to(new UnitState.Waiting(state.request(), state.admittedAt(), state.cover(), order));
            case UnitEvent.Abandoned(var reason) -> refund(state, state.cover(), new Failure.SourceLost(reason));
            case UnitEvent.Overdue _ -> refund(state, state.cover(), tookTooLong(state));
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> waiting(UnitState.Waiting state, UnitEvent event, Moment moment) {
        return switch (event) {
            case UnitEvent.TurnCame _ -> dispatch(state, state.cover(), state.order(), 1, moment);
            case UnitEvent.WorkersGone _ -> refund(state, state.cover(), new Failure.NoWorker(NO_WORKER));
            case UnitEvent.Abandoned(var reason) -> refund(state, state.cover(), new Failure.SourceLost(reason));
            case UnitEvent.Overdue _ -> refund(state, state.cover(), tookTooLong(state));
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> working(UnitState.Working state, UnitEvent event, Moment moment) {
        return switch (event) {
            case UnitEvent.WorkEnded(var attempt, var _) when attempt < state.attempt() -> Step.to(state);
            case UnitEvent.WorkEnded(var _, var outcome) -> ended(state, outcome, moment);
            case UnitEvent.Abandoned _ -> Step.to(state);
            case UnitEvent.Overdue _ -> overdue(state);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> ended(UnitState.Working state, Outcome outcome, Moment moment) {
        return switch (outcome) {
            case Outcome.Done done -> finish(state, done);
            case Outcome.Impossible(var worker, var text) ->
                refund(state, state.cover(), new Failure.WorkImpossible(worker, text));
            case Outcome.NoWorker(var text) -> refund(state, state.cover(), new Failure.NoWorker(text));
            case Outcome.Died _
            when mayTryAgain(state, moment) ->
                dispatch(state, state.cover(), state.order(), state.attempt() + 1, moment);
            case Outcome.Died(var worker, var reason) ->
                refund(state, state.cover(), new Failure.WorkerLost(worker, state.attempt(), reason));
        };
    }

    private boolean mayTryAgain(UnitState.Working state, Moment moment) {
        return state.attempt() < AdmissionLimits.MAX_ATTEMPTS
                && timeLeft(state, moment).compareTo(limits.minAttempt()) >= 0;
    }

    private Step<UnitState, UnitEffect> dispatch(
            UnitState state, Cover cover, WorkOrder order, int attempt, Moment moment) {
        return Step.to(
                new UnitState.Working(state.request(), state.admittedAt(), cover, order, attempt),
                new UnitEffect.Dispatch(state.unit(), order.within(timeLeft(state, moment)), attempt));
    }

    private static Step<UnitState, UnitEffect> finish(UnitState.Working state, Outcome.Done done) {
        var end = new UnitState.Finished(state.request(), state.admittedAt(), state.cover(), done);
        return Step.to(
                end,
                new UnitEffect.Settle(state.request(), state.cover(), done.pixels()),
                new UnitEffect.Answer(state.unit(), end));
    }

    private Step<UnitState, UnitEffect> overdue(UnitState.Working state) {
        var step = refund(state, state.cover(), tookTooLong(state));
        var effects = new ArrayList<UnitEffect>(List.of(new UnitEffect.CancelWork(state.unit(), state.attempt())));
        effects.addAll(step.effects());
        return new Step<>(step.state(), effects);
    }

    private static Step<UnitState, UnitEffect> refund(UnitState state, Cover cover, Failure failure) {
        var end = new UnitState.Failed(state.request(), state.admittedAt(), failure);
        return Step.to(end, new UnitEffect.Release(state.request(), cover), new UnitEffect.Answer(state.unit(), end));
    }

    private static Step<UnitState, UnitEffect> fail(UnitState state, Failure failure) {
        var end = new UnitState.Failed(state.request(), state.admittedAt(), failure);
        return Step.to(end, new UnitEffect.Answer(state.unit(), end));
    }

    private Failure tookTooLong(UnitState state) {
        return new Failure.TookTooLong(limits.unitTime(state.request().duration()));
    }

    private Duration timeLeft(UnitState state, Moment moment) {
        var end = state.admittedAt().plus(limits.unitTime(state.request().duration()));
        var left = Duration.between(moment.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static IllegalStateException unexpected(UnitState state, UnitEvent event) {
        return new IllegalStateException("A unit in " + state + " does not expect " + event);
    }
}
