package io.headrace.admission.live;

import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The life of one live session, from its place to the last closed channel. An empty state is a session of which nothing is
 * left; with it its place is free again.
 *
 * <p>Guarantee 2: every tick charges what came since the last one. What is not covered is charged again with the next one,
 * because a payment may be on its way; a session in debt for {@link LiveLimits#unpaid} ends, so less than 2 s are worked
 * for nothing.
 */
final class LiveSessionMachine {

    /** Every transition and its cause; "none" stands for a session of which nothing is left. */
    static final String TRANSITIONS = """
            Reserved  PaymentAccepted    Starting  the account covers the beginning
            Reserved  PaymentRefused     none      a ticket is bad, or the balance is too low
            Reserved  Abandoned          none      the gateway went away
            Reserved  Overdue            none      the payment took too long
            Reserved  StoppedByOperator  none      the operator wants none
            Reserved  PatienceEnded      none      the node leaves
            Starting  RunnerTook         Serving   the runner has it
            Starting  ChannelsLacking    none      as many channels are open as may be
            Starting  RunnerEnded        none      no runner is free, or it failed at once
            Starting  Abandoned          Ending    the gateway did not wait
            Starting  InputClosed        Ending    somebody closed the input before it was known
            Starting  Overdue            Ending    the runner took too long
            Starting  StoppedByOperator  Ending    the operator wants none
            Starting  PatienceEnded      Ending    the node leaves
            Serving   Metered            Serving   what came is charged
            Serving   Metered            Ending    nothing came for too long
            Serving   FoundUncovered     Serving   the balance does not cover what came; a payment may be on its way
            Serving   FoundUncovered     Ending    it has not covered it for too long
            Serving   InputClosed        Ending    the gateway stopped
            Serving   Abandoned          Ending    the gateway never got its answer
            Serving   RunnerEnded        Ending    the runner failed or finished
            Serving   StoppedByOperator  Ending    the operator wants it no more
            Serving   PatienceEnded      Ending    the node leaves
            Ending    RunnerEnded        Ending    the channels are still open
            Ending    RunnerEnded        none      the channels were closed before
            Ending    ChannelsLacking    none      it was given up before that was known
            Ending    ChannelsDue        Ending    the runner has not stopped yet
            Ending    ChannelsDue        none      the runner had stopped before
            """;

    private final LiveLimits limits;

    LiveSessionMachine(LiveLimits limits) {
        this.limits = limits;
    }

    /** Where a session begins; the caller has found a place for it. */
    Step<Optional<LiveSession>, LiveEffect> begin(LiveRequest request, Moment moment) {
        return Step.to(
                Optional.of(new LiveSession.Reserved(request, moment.now())),
                new LiveEffect.Admit(request),
                new LiveEffect.WaitAtMost(request.session(), limits.startTime()));
    }

    Step<Optional<LiveSession>, LiveEffect> step(LiveSession state, LiveEvent event, Moment moment) {
        return switch (state) {
            case LiveSession.Reserved reserved -> reserved(reserved, event);
            case LiveSession.Starting starting -> starting(starting, event, moment);
            case LiveSession.Serving serving -> serving(serving, event, moment);
            case LiveSession.Ending ending -> ending(ending, event);
        };
    }

    private Step<Optional<LiveSession>, LiveEffect> reserved(LiveSession.Reserved state, LiveEvent event) {
        return switch (event) {
            case LiveEvent.PaymentAccepted _ ->
                Step.to(
                        Optional.of(new LiveSession.Starting(state.request(), state.since())),
                        new LiveEffect.Start(state.request()));
            case LiveEvent.PaymentRefused(var reason) -> fail(state, new LiveEnd.PaymentRefused(reason));
            case LiveEvent.Abandoned _ -> fail(state, new LiveEnd.GatewayLeft());
            case LiveEvent.Overdue _ -> fail(state, new LiveEnd.StartedTooLate(limits.startTime()));
            case LiveEvent.StoppedByOperator _ -> fail(state, new LiveEnd.StoppedByOperator());
            case LiveEvent.PatienceEnded _ -> fail(state, new LiveEnd.Drained());
            default -> throw unexpected(state, event);
        };
    }

    private Step<Optional<LiveSession>, LiveEffect> starting(
            LiveSession.Starting state, LiveEvent event, Moment moment) {
        return switch (event) {
            case LiveEvent.RunnerTook _ -> serve(state, moment.now());
            case LiveEvent.ChannelsLacking(var limit) -> fail(state, new LiveEnd.NoChannels(limit));
            case LiveEvent.RunnerEnded(var ending) -> failWithChannels(state, end(state, ending));
            case LiveEvent.Abandoned _, LiveEvent.InputClosed _ -> giveUp(state, new LiveEnd.GatewayLeft());
            case LiveEvent.Overdue _ -> giveUp(state, new LiveEnd.StartedTooLate(limits.startTime()));
            case LiveEvent.StoppedByOperator _ -> giveUp(state, new LiveEnd.StoppedByOperator());
            case LiveEvent.PatienceEnded _ -> giveUp(state, new LiveEnd.Drained());
            default -> throw unexpected(state, event);
        };
    }

    private Step<Optional<LiveSession>, LiveEffect> serving(LiveSession.Serving state, LiveEvent event, Moment moment) {
        return switch (event) {
            case LiveEvent.Metered(var flow) -> metered(state, flow, moment.now());
            case LiveEvent.FoundUncovered(long pixels, var reason) -> uncovered(state, pixels, reason, moment.now());
            case LiveEvent.InputClosed _, LiveEvent.Abandoned _ -> end(state, new LiveEnd.GatewayLeft());
            case LiveEvent.RunnerEnded(var ending) -> end(state, end(state, ending), true);
            case LiveEvent.StoppedByOperator _ -> end(state, new LiveEnd.StoppedByOperator());
            case LiveEvent.PatienceEnded _ -> end(state, new LiveEnd.Drained());
            case LiveEvent.Overdue _ -> stay(state);
            default -> throw unexpected(state, event);
        };
    }

    private Step<Optional<LiveSession>, LiveEffect> ending(LiveSession.Ending state, LiveEvent event) {
        return switch (event) {
            case LiveEvent.RunnerEnded _, LiveEvent.ChannelsLacking _ ->
                leave(new LiveSession.Ending(
                        state.request(), state.since(), state.end(), state.flow(), true, state.channelsClosed()));
            case LiveEvent.ChannelsDue _ ->
                leave(
                        new LiveSession.Ending(
                                state.request(), state.since(), state.end(), state.flow(), state.runnerGone(), true),
                        new LiveEffect.CloseChannels(state.request().session()));
            case LiveEvent.PaymentAccepted _, LiveEvent.PaymentRefused _ -> throw unexpected(state, event);
            default -> stay(state);
        };
    }

    private Step<Optional<LiveSession>, LiveEffect> serve(LiveSession.Starting state, Instant now) {
        var session = state.request().session();
        return Step.to(
                Optional.of(new LiveSession.Serving(
                        state.request(), state.since(), FlowMeter.begun(now), Optional.empty())),
                new LiveEffect.AnswerStarted(session),
                new LiveEffect.LookAfter(session, limits.tick()));
    }

    private Step<Optional<LiveSession>, LiveEffect> metered(LiveSession.Serving state, Flow flow, Instant now) {
        var request = state.request();
        var reading = state.meter().read(flow, request.metering(), limits, now);
        var debt = state.debt().filter(owed -> owed.pixels() > 0);
        var serving = new LiveSession.Serving(
                request, state.since(), reading.meter(), debt.map(owed -> new LiveSession.Debt(owed.since(), 0)));
        if (reading.meter().isIdle(limits, now)) {
            return end(serving, new LiveEnd.InputIdle(reading.meter().silence(now)));
        }
        var effects = new ArrayList<LiveEffect>();
        long due = reading.due() + debt.map(LiveSession.Debt::pixels).orElse(0L);
        if (due > 0) {
            effects.add(new LiveEffect.Charge(request, due));
        }
        effects.add(new LiveEffect.LookAfter(request.session(), limits.tick()));
        return new Step<>(Optional.of(serving), effects);
    }

    private Step<Optional<LiveSession>, LiveEffect> uncovered(
            LiveSession.Serving state, long pixels, String reason, Instant now) {
        var since = state.debt().map(LiveSession.Debt::since).orElse(now);
        return Duration.between(since, now).compareTo(limits.unpaid()) >= 0
                ? end(state, new LiveEnd.Unpaid(reason))
                : stay(new LiveSession.Serving(
                        state.request(),
                        state.since(),
                        state.meter(),
                        Optional.of(new LiveSession.Debt(since, pixels))));
    }

    private Step<Optional<LiveSession>, LiveEffect> end(LiveSession.Serving state, LiveEnd end) {
        return end(state, end, false);
    }

    /** Whoever left is told nothing; everybody else has a while to read why. */
    private Step<Optional<LiveSession>, LiveEffect> end(LiveSession.Serving state, LiveEnd end, boolean runnerGone) {
        var session = state.request().session();
        var effects = new ArrayList<LiveEffect>();
        if (!runnerGone) {
            effects.add(new LiveEffect.StopRunner(session));
        }
        boolean left = end instanceof LiveEnd.GatewayLeft;
        if (!left) {
            effects.add(new LiveEffect.TellEnd(session, end));
        }
        effects.add(new LiveEffect.CloseChannelsAfter(session, left ? Duration.ZERO : limits.linger()));
        return new Step<>(
                Optional.of(new LiveSession.Ending(
                        state.request(), state.since(), end, state.meter().seen(), runnerGone, false)),
                effects);
    }

    /** Nobody knows the channels yet but the runner. */
    private static Step<Optional<LiveSession>, LiveEffect> giveUp(LiveSession.Starting state, LiveEnd end) {
        var session = state.request().session();
        return Step.to(
                Optional.of(new LiveSession.Ending(state.request(), state.since(), end, Flow.NONE, false, true)),
                new LiveEffect.StopRunner(session),
                new LiveEffect.CloseChannels(session),
                new LiveEffect.AnswerFailed(session, end));
    }

    private static Step<Optional<LiveSession>, LiveEffect> failWithChannels(LiveSession state, LiveEnd end) {
        var step = fail(state, end);
        var effects = new ArrayList<LiveEffect>(
                List.of(new LiveEffect.CloseChannels(state.request().session())));
        effects.addAll(step.effects());
        return new Step<>(step.state(), effects);
    }

    private static Step<Optional<LiveSession>, LiveEffect> fail(LiveSession state, LiveEnd end) {
        return Step.to(
                Optional.empty(),
                new LiveEffect.AnswerFailed(state.request().session(), end),
                new LiveEffect.Forget(state.request(), end, Flow.NONE));
    }

    private static Step<Optional<LiveSession>, LiveEffect> leave(LiveSession.Ending state, LiveEffect... effects) {
        var step = new Step<Optional<LiveSession>, LiveEffect>(Optional.of(state), List.of(effects));
        return state.isOver()
                ? new Step<Optional<LiveSession>, LiveEffect>(Optional.empty(), step.effects())
                        .and(new LiveEffect.Forget(state.request(), state.end(), state.flow()))
                : step;
    }

    private static Step<Optional<LiveSession>, LiveEffect> stay(LiveSession state) {
        return Step.to(Optional.of(state));
    }

    private static LiveEnd end(LiveSession state, LiveWorkshop.Ending ending) {
        return switch (ending) {
            case LiveWorkshop.Ending.Finished _ -> new LiveEnd.RunnerFinished();
            case LiveWorkshop.Ending.NoRunner _ ->
                new LiveEnd.NoRunner(state.request().model());
            case LiveWorkshop.Ending.Failed(var sentence) -> new LiveEnd.RunnerFailed(sentence);
        };
    }

    private static IllegalStateException unexpected(LiveSession state, LiveEvent event) {
        return new IllegalStateException("A live session in " + state + " does not expect " + event);
    }
}
