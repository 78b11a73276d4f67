package io.headrace.orchestrator.byoc.stream;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of one stream, from its channels to their end. Whoever ends it, the application is told, and its place is free
 * when it has answered or had time to.
 */
final class StreamMachine implements Machine<StreamState, StreamEvent, StreamEffect> {

    /** Every transition and its cause; what is not here changes nothing. */
    static final String TRANSITIONS = """
            Starting  AppStarted    Running  the application has begun
            Starting  AppRefused    Over     it refused, or could not be reached
            Starting  GatewayLeft   Leaving  the gateway did not wait
            Starting  StopAsked     Leaving  the gateway wants none any more
            Starting  NodeStopping  Leaving  this node is being stopped
            Running   Looked        Running  both sides are there
            Running   Looked        Leaving  one closed its channel, is gone or was silent for too long
            Running   Charged       Running  covered, or uncovered for the first time
            Running   Charged       Leaving  uncovered for the second time in a row
            Running   GatewayLeft   Leaving  the gateway never got its answer
            Running   StopAsked     Leaving  the gateway ends it
            Running   NodeStopping  Leaving  this node is being stopped
            Leaving   AppStopped    Over     the application knows, or had time to
            """;

    private final StreamConfig.Patience patience;
    private final Duration interval;

    /** @param interval between two charges */
    StreamMachine(StreamConfig.Patience patience, Duration interval) {
        this.patience = patience;
        this.interval = interval;
    }

    @Override
    public boolean ended(StreamState state) {
        return state instanceof StreamState.Over;
    }

    @Override
    public Step<StreamState, StreamEffect> step(StreamState state, StreamEvent event, Moment moment) {
        return switch (state) {
            case StreamState.Starting starting -> starting(starting, event, moment.now());
            case StreamState.Running running -> running(running, event, moment.now());
            case StreamState.Leaving leaving -> leaving(leaving, event);
            case StreamState.Over over ->
                throw new IllegalStateException("Nothing happens to a stream that is over: " + over + ", " + event);
        };
    }

    private Step<StreamState, StreamEffect> starting(StreamState.Starting state, StreamEvent event, Instant now) {
        return switch (event) {
            case StreamEvent.AppStarted() ->
                Step.to(
                        new StreamState.Running(Signs.NONE, now, now, false),
                        new StreamEffect.LookAfter(patience.look()),
                        new StreamEffect.ChargeAfter(interval));
            case StreamEvent.AppRefused(var reason) -> {
                var why = new StreamEnd.NotStarted(reason);
                yield Step.to(new StreamState.Over(why), new StreamEffect.Close(why));
            }
            case StreamEvent.GatewayLeft() -> leave(new StreamEnd.GatewayLeft("it did not wait for the start"));
            case StreamEvent.StopAsked(var words) -> stopped(words);
            case StreamEvent.NodeStopping() -> leave(new StreamEnd.NodeStopping());
            case StreamEvent.Looked _, StreamEvent.Charged _, StreamEvent.AppStopped _ ->
                throw new IllegalStateException(event + " happened to a stream that is " + state);
        };
    }

    private Step<StreamState, StreamEffect> running(StreamState.Running state, StreamEvent event, Instant now) {
        return switch (event) {
            case StreamEvent.Looked(var signs) -> looked(state, signs, now);
            case StreamEvent.Charged(boolean covered) -> charged(state, covered);
            case StreamEvent.GatewayLeft() -> leave(new StreamEnd.GatewayLeft("it did not wait for the start"));
            case StreamEvent.StopAsked(var words) -> stopped(words);
            case StreamEvent.NodeStopping() -> leave(new StreamEnd.NodeStopping());
            case StreamEvent.AppStarted _, StreamEvent.AppRefused _, StreamEvent.AppStopped _ ->
                throw new IllegalStateException(event + " happened to a stream that is " + state);
        };
    }

    private Step<StreamState, StreamEffect> looked(StreamState.Running state, Signs signs, Instant now) {
        var app = signs.byApp() > state.seen().byApp() ? now : state.app();
        var gateway = signs.byGateway() > state.seen().byGateway() ? now : state.gateway();
        return reason(signs, Duration.between(app, now), Duration.between(gateway, now))
                .map(this::leave)
                .orElseGet(() -> Step.to(
                        new StreamState.Running(signs, app, gateway, state.uncovered()),
                        new StreamEffect.LookAfter(patience.look())));
    }

    private Optional<StreamEnd> reason(Signs signs, Duration appSilent, Duration gatewaySilent) {
        if (signs.appDown()) {
            return Optional.of(new StreamEnd.AppDown());
        }
        if (signs.appClosed()) {
            return Optional.of(new StreamEnd.AppFinished());
        }
        if (signs.gatewayClosed()) {
            return Optional.of(new StreamEnd.GatewayLeft("it closed its channel"));
        }
        if (appSilent.compareTo(patience.app()) >= 0) {
            return Optional.of(new StreamEnd.AppSilent(patience.app()));
        }
        return gatewaySilent.compareTo(patience.gateway()) >= 0
                ? Optional.of(new StreamEnd.GatewayLeft(
                        "it said nothing for " + patience.gateway().toSeconds() + " s"))
                : Optional.empty();
    }

    private Step<StreamState, StreamEffect> charged(StreamState.Running state, boolean covered) {
        if (!covered && state.uncovered()) {
            return leave(new StreamEnd.Unpaid(interval));
        }
        return Step.to(
                new StreamState.Running(state.seen(), state.app(), state.gateway(), !covered),
                new StreamEffect.ChargeAfter(interval));
    }

    private Step<StreamState, StreamEffect> leave(StreamEnd why) {
        return Step.to(
                new StreamState.Leaving(why),
                new StreamEffect.TellGateway(why),
                new StreamEffect.StopApp(StreamNews.stop(why)));
    }

    /** Nobody needs to be told but the application. */
    private static Step<StreamState, StreamEffect> stopped(String words) {
        return Step.to(new StreamState.Leaving(new StreamEnd.Stopped()), new StreamEffect.StopApp(words));
    }

    /** Whatever was under way comes too late. */
    private static Step<StreamState, StreamEffect> leaving(StreamState.Leaving state, StreamEvent event) {
        return switch (event) {
            case StreamEvent.AppStopped() ->
                Step.to(new StreamState.Over(state.why()), new StreamEffect.Close(state.why()));
            case StreamEvent.AppStarted _,
                    StreamEvent.AppRefused _,
                    StreamEvent.Looked _,
                    StreamEvent.Charged _,
                    StreamEvent.StopAsked _,
                    StreamEvent.GatewayLeft _,
                    StreamEvent.NodeStopping _ -> Step.to(state);
        };
    }
}
