package io.headrace.models.runner.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which state a runner is in (real-time reference section 8.4), a pure function of its situation and the time. The first
 * row that fits:
 *
 * <table>
 * <caption>states</caption>
 * <tr><th>state<th>when
 * <tr><td>ERROR<td>unfit; loading for more than 180 s; input flowed without an answer for more than 5 s, or 10 s since the start
 *     or the last change of parameters
 * <tr><td>LOADING<td>its model is not ready
 * <tr><td>DEGRADED_INPUT<td>no stream, and the last input less than 3 s ago; no input for more than 2 s; input below 15 a second
 * <tr><td>OFFLINE<td>no stream
 * <tr><td>DEGRADED_INFERENCE<td>input flowed without an answer for more than 2 s; output below 10 a second and below 0.8 of the
 *     input; an error in the last 15 s; a restart in the last 60 s
 * <tr><td>ONLINE<td>otherwise
 * </table>
 *
 * <p>The existing runner measures an answer's delay from the last output. Here it counts from where the input began to flow
 * again, if that is later: a stream whose source paused is not in error at its first new picture. Rates count once they
 * are those of two seconds. A stream that does not stop makes the runner unfit, which its owner says.
 */
public final class StateRules {

    /** Of silence, before it is called one. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration LOADING_LIMIT = Duration.ofMinutes(3);
    private static final Duration JUST_STOPPED = Duration.ofSeconds(3);
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final Duration STALL_AFTER_CHANGE = Duration.ofSeconds(10);
    private static final Duration BEHIND_INPUT = Duration.ofSeconds(1);
    private static final Duration ERROR_MEMORY = Duration.ofSeconds(15);
    private static final Duration RESTART_MEMORY = Duration.ofMinutes(1);
    private static final double FEWEST_IN = 15;
    private static final double ENOUGH_OUT = 10;
    private static final double SHARE_OUT = 0.8;

    private StateRules() {}

    public static RunnerState state(Situation situation, Instant now) {
        return switch (situation) {
            case Situation.Unfit _ -> RunnerState.ERROR;
            case Situation.Loading(var since) ->
                within(since, LOADING_LIMIT, now) ? RunnerState.LOADING : RunnerState.ERROR;
            case Situation.Idle(var lastInput) ->
                within(lastInput, JUST_STOPPED, now) ? RunnerState.DEGRADED_INPUT : RunnerState.OFFLINE;
            case Situation.Streaming(var stream) -> state(stream, now);
        };
    }

    private static RunnerState state(StreamVitals stream, Instant now) {
        return switch (stream.input()) {
            case Flow.None() -> waiting(stream, now);
            case Flow.Run input -> {
                var unanswered = unanswered(stream, input, now);
                if (isStalled(stream, input, unanswered, now)) {
                    yield RunnerState.ERROR;
                }
                if (!within(input.last(), PATIENCE, now) || (input.isSettled(now) && input.perSecond() < FEWEST_IN)) {
                    yield RunnerState.DEGRADED_INPUT;
                }
                yield unanswered.compareTo(PATIENCE) > 0 || isImpaired(stream, input, now)
                        ? RunnerState.DEGRADED_INFERENCE
                        : RunnerState.ONLINE;
            }
        };
    }

    private static RunnerState waiting(StreamVitals stream, Instant now) {
        if (!within(stream.started(), PATIENCE, now)) {
            return RunnerState.DEGRADED_INPUT;
        }
        return hasFaults(stream, now) ? RunnerState.DEGRADED_INFERENCE : RunnerState.ONLINE;
    }

    /** How long input has flowed since it was last answered. */
    private static Duration unanswered(StreamVitals stream, Flow.Run input, Instant now) {
        var since = stream.output() instanceof Flow.Run output && output.last().isAfter(input.began())
                ? output.last()
                : input.began();
        return Duration.between(since, now);
    }

    private static boolean isStalled(StreamVitals stream, Flow.Run input, Duration unanswered, Instant now) {
        boolean changed =
                !(stream.output() instanceof Flow.Run output && output.last().isAfter(stream.parametersSince()));
        var limit = changed ? STALL_AFTER_CHANGE : STALL;
        var silentInput = Duration.between(input.last(), now);
        return unanswered.compareTo(limit) > 0 && unanswered.compareTo(silentInput.plus(BEHIND_INPUT)) > 0;
    }

    private static boolean isImpaired(StreamVitals stream, Flow.Run input, Instant now) {
        boolean slow = stream.output() instanceof Flow.Run output
                && output.isSettled(now)
                && input.isSettled(now)
                && output.perSecond() < Math.min(ENOUGH_OUT, SHARE_OUT * input.perSecond());
        return slow || hasFaults(stream, now);
    }

    private static boolean hasFaults(StreamVitals stream, Instant now) {
        return within(stream.lastError().map(Fault::at), ERROR_MEMORY, now)
                || within(stream.lastRestart().map(Fault::at), RESTART_MEMORY, now);
    }

    private static boolean within(Optional<Instant> since, Duration limit, Instant now) {
        return since.filter(at -> within(at, limit, now)).isPresent();
    }

    private static boolean within(Instant since, Duration limit, Instant now) {
        return Duration.between(since, now).compareTo(limit) <= 0;
    }
}
