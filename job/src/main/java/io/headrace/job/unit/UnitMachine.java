package io.headrace.job.unit;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitEvent.ByAttempt;
import io.headrace.job.unit.UnitEvent.ByJob;
import io.headrace.job.unit.UnitEvent.Phase;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One unit's way through the network: rows 6 to 17 of the job's life; {@code Lifecycle} lists every transition. The
 * job decides when it begins, in which session, and when it is published.
 *
 * <p>An answer to an attempt that was given up is late, not wrong: it changes nothing, but what it cost is booked.
 * Anything else that a state does not expect is a bug, and both are named.
 *
 * @param swaps changes of orchestrator since a unit of the job was last published: they add to the patience
 */
public record UnitMachine(UnitLimits limits, Unit unit, int swaps)
        implements Machine<UnitState, UnitEvent, UnitEffect> {

    @Override
    public boolean ended(UnitState state) {
        return state instanceof UnitState.Done || state instanceof UnitState.Left;
    }

    @Override
    public Step<UnitState, UnitEffect> step(UnitState state, UnitEvent event, Moment moment) {
        return switch (event) {
            case ByAttempt answer -> answered(state, answer, moment);
            case ByJob _ -> walk(state, event, moment);
        };
    }

    private Step<UnitState, UnitEffect> answered(UnitState state, ByAttempt answer, Moment moment) {
        if (answer.attempt() > state.lastAttempt()) {
            throw unexpected(state, answer);
        }
        return switch (Timeliness.of(state, answer)) {
            case IN_TIME -> walk(state, answer, moment);
            case LATE -> Step.to(state);
            case LATE_RESULT -> Step.to(state, new UnitEffect.BookLoss(answer.attempt()));
        };
    }

    private Step<UnitState, UnitEffect> walk(UnitState state, UnitEvent event, Moment moment) {
        return switch (state) {
            case UnitState.Ready ready -> ready(ready, event);
            case UnitState.SegmentDispatch(var attempt) -> dispatched(state, attempt, event, moment);
            case UnitState.Executing(var attempt) -> executing(state, attempt, event, moment);
            case UnitState.Retry(var attempt, var reason) -> retrying(state, attempt, reason, event);
            case UnitState.Returning(var attempt) -> returning(state, attempt, event, moment);
            case UnitState.Verifying(var attempt) -> verifying(state, attempt, event, moment);
            case UnitState.Publishing(var attempt) -> publishing(state, attempt, event, moment);
            case UnitState.Settling(var attempt) -> settling(state, attempt, event);
            case UnitState.Left left -> left(left, event);
            case UnitState.Skipping(var attempt, var _) -> skipping(state, attempt, event);
            case UnitState.Done _ -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> ready(UnitState.Ready ready, UnitEvent event) {
        return switch (event) {
            case UnitEvent.Begun(int session) -> dispatch(Attempt.first(ready.lastAttempt(), session));
            default -> throw unexpected(ready, event);
        };
    }

    private Step<UnitState, UnitEffect> dispatched(UnitState state, Attempt attempt, UnitEvent event, Moment moment) {
        return switch (event) {
            case UnitEvent.Uploaded _ -> waiting(new UnitState.Executing(attempt), attempt, Phase.EXECUTING);
            case UnitEvent.Returned _ -> check(attempt);
            case UnitEvent.Failed(var _, var reason) -> failed(attempt, reason, moment);
            case UnitEvent.Overdue _ -> retry(attempt, Reason.TIMEOUT, moment, new UnitEffect.Abandon(attempt));
            case UnitEvent.Distrusted _ -> leave(attempt, Reason.DISTRUSTED, new UnitEffect.Abandon(attempt));
            case UnitEvent.Resumed _ -> leave(attempt, Reason.RESTARTED);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> executing(UnitState state, Attempt attempt, UnitEvent event, Moment moment) {
        return switch (event) {
            case UnitEvent.Returned _ -> check(attempt);
            case UnitEvent.Failed(var _, var reason) -> failed(attempt, reason, moment);
            case UnitEvent.Overdue _ ->
                retry(attempt, limits.pace().exceeded(), moment, new UnitEffect.Abandon(attempt));
            case UnitEvent.Distrusted _ -> leave(attempt, Reason.DISTRUSTED, new UnitEffect.Abandon(attempt));
            case UnitEvent.Resumed _ -> leave(attempt, Reason.RESTARTED);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> retrying(UnitState state, Attempt attempt, Reason reason, UnitEvent event) {
        return switch (event) {
            case UnitEvent.RetryDue _ ->
                attempt.after(reason, limits.maxAttempts()).map(this::dispatch).orElseGet(() -> leave(attempt, reason));
            case UnitEvent.SessionLeft _ -> leave(attempt, reason);
            case UnitEvent.Resumed _ -> leave(attempt, Reason.RESTARTED);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> returning(UnitState state, Attempt attempt, UnitEvent event, Moment moment) {
        var loss = new UnitEffect.BookLoss(attempt.number());
        return switch (event) {
            case UnitEvent.Checked(var _, var sampling) ->
                switch (sampling) {
                    case SAMPLED ->
                        waiting(
                                new UnitState.Verifying(attempt),
                                attempt,
                                Phase.VERIFYING,
                                new UnitEffect.Verify(attempt));
                    case NOT_SAMPLED -> publish(attempt);
                };
            case UnitEvent.Failed(var _, var reason) -> failed(attempt, reason, moment, loss);
            case UnitEvent.Overdue _ -> retry(attempt, Reason.TIMEOUT, moment, loss);
            case UnitEvent.Distrusted _ -> leave(attempt, Reason.DISTRUSTED, loss);
            case UnitEvent.Resumed _ -> leave(attempt, Reason.RESTARTED);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> verifying(UnitState state, Attempt attempt, UnitEvent event, Moment moment) {
        var loss = new UnitEffect.BookLoss(attempt.number());
        return switch (event) {
            case UnitEvent.Verified _ -> publish(attempt);
            case UnitEvent.Mismatched _ -> leave(attempt, Reason.VERIFICATION_MISMATCH, loss);
            case UnitEvent.Failed(var _, var reason) -> retry(attempt, reason, moment, loss);
            case UnitEvent.Overdue _ -> retry(attempt, Reason.TIMEOUT, moment, loss);
            case UnitEvent.Distrusted _ -> leave(attempt, Reason.DISTRUSTED, loss);
            case UnitEvent.Resumed _ -> leave(attempt, Reason.RESTARTED);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> publishing(UnitState state, Attempt attempt, UnitEvent event, Moment moment) {
        var loss = new UnitEffect.BookLoss(attempt.number());
        return switch (event) {
            case UnitEvent.Published _ ->
                waiting(new UnitState.Settling(attempt), attempt, Phase.SETTLING, new UnitEffect.Settle(attempt));
            case UnitEvent.Failed(var _, var reason) -> failed(attempt, reason, moment, loss);
            case UnitEvent.Overdue _ -> leave(attempt, Reason.NOT_PUBLISHED, loss);
            case UnitEvent.Distrusted _ -> leave(attempt, Reason.DISTRUSTED, loss);
            case UnitEvent.Resumed _ -> Step.to(state);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> settling(UnitState state, Attempt attempt, UnitEvent event) {
        return switch (event) {
            case UnitEvent.Settled _, UnitEvent.Overdue _ ->
                Step.to(new UnitState.Done(attempt.number()), new UnitEffect.StopTimer());
            case UnitEvent.Resumed _ -> waiting(state, attempt, Phase.SETTLING, new UnitEffect.Settle(attempt));
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> left(UnitState.Left left, UnitEvent event) {
        return switch (event) {
            case UnitEvent.FoundUnusable _, UnitEvent.Missed _ ->
                Step.to(new UnitState.Skipping(left.attempt(), left.reason()));
            default -> throw unexpected(left, event);
        };
    }

    private Step<UnitState, UnitEffect> skipping(UnitState state, Attempt attempt, UnitEvent event) {
        return switch (event) {
            case UnitEvent.Skipped _ -> Step.to(new UnitState.Done(attempt.number()), new UnitEffect.StopTimer());
            case UnitEvent.Failed _, UnitEvent.Overdue _ -> leave(attempt, Reason.NOT_PUBLISHED);
            case UnitEvent.Resumed _ -> Step.to(state);
            default -> throw unexpected(state, event);
        };
    }

    private Step<UnitState, UnitEffect> dispatch(Attempt attempt) {
        return waiting(
                new UnitState.SegmentDispatch(attempt),
                attempt,
                Phase.SEGMENT_DISPATCH,
                new UnitEffect.Dispatch(attempt));
    }

    private Step<UnitState, UnitEffect> check(Attempt attempt) {
        return waiting(new UnitState.Returning(attempt), attempt, Phase.RETURNING, new UnitEffect.Check(attempt));
    }

    private static Step<UnitState, UnitEffect> publish(Attempt attempt) {
        return Step.to(new UnitState.Publishing(attempt), new UnitEffect.StopTimer());
    }

    private Step<UnitState, UnitEffect> failed(
            Attempt attempt, Reason reason, Moment moment, UnitEffect... consequences) {
        return switch (reason.remedy()) {
            case GIVE_UP, FUND, SECOND_OPINION, LEAVE_OUT -> leave(attempt, reason, consequences);
            case NONE, RETRY, FRESH_PARAMS, SWAP -> retry(attempt, reason, moment, consequences);
        };
    }

    private Step<UnitState, UnitEffect> retry(
            Attempt attempt, Reason reason, Moment moment, UnitEffect... consequences) {
        boolean atOnce =
                swaps == 0 && attempt.after(reason, limits.maxAttempts()).isEmpty();
        var pause = atOnce ? Duration.ZERO : limits.pause(attempt.tries(), swaps, moment.chance());
        return Step.<UnitState, UnitEffect>to(new UnitState.Retry(attempt, reason), consequences)
                .and(new UnitEffect.RetryAfter(pause, attempt.number()));
    }

    private static Step<UnitState, UnitEffect> leave(Attempt attempt, Reason reason, UnitEffect... consequences) {
        return Step.<UnitState, UnitEffect>to(new UnitState.Left(attempt, reason), consequences)
                .and(new UnitEffect.StopTimer());
    }

    /** Enters a state that waits for somebody else, though not for ever. */
    private Step<UnitState, UnitEffect> waiting(UnitState state, Attempt attempt, Phase phase, UnitEffect... effects) {
        var all = new ArrayList<>(List.of(effects));
        all.add(waitFor(attempt, phase));
        return new Step<>(state, all);
    }

    /** The end of the wait of one phase. */
    public UnitEffect.WaitAtMost waitFor(Attempt attempt, Phase phase) {
        return new UnitEffect.WaitAtMost(limits.patience(phase, unit, attempt, swaps), attempt.number(), phase);
    }

    private static IllegalStateException unexpected(UnitState state, UnitEvent event) {
        return new IllegalStateException("A unit in " + state + " does not expect " + event);
    }
}
