package io.headrace.chain.transaction;

import io.headrace.chain.transaction.Flight.Phase;
import io.headrace.chain.transaction.TransactionEffect.AskNonce;
import io.headrace.chain.transaction.TransactionEffect.Count;
import io.headrace.chain.transaction.TransactionEffect.Estimate;
import io.headrace.chain.transaction.TransactionEffect.Finish;
import io.headrace.chain.transaction.TransactionEffect.LookUp;
import io.headrace.chain.transaction.TransactionEffect.Save;
import io.headrace.chain.transaction.TransactionEffect.Send;
import io.headrace.chain.transaction.Waiting.Stage;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All transactions of one account, each on its own way into the chain; only the order of their nonces ties them
 * together (payments sections 5.2 to 5.4). Every call that is asked for is mined exactly once, or its asker hears why it
 * is not; nothing is offered above the ceiling.
 *
 * <p>The network's own node gives two concurrent sendings the same nonce now and then, waits for one receipt after the
 * other, and abandons what may still be mined. Hence one owner of all nonces, a look at every transaction at every block,
 * and an end only when the chain has spoken.
 *
 * <pre>
 *   of a call     event                        becomes
 *   -             Asked                        Unestimated and at once Estimating, or Ready; or ended, when too many wait
 *   Unestimated   BlockSeen                    Estimating; or ended, held too long, as in each of these
 *   Estimating    Estimated                    Ready
 *   Estimating    EstimateRefused              ended: it would revert
 *   Estimating    EstimateFailed               Unestimated
 *   Ready         any, once there is a place, a fresh count of nonces and a base fee below the ceiling
 *                                              a transaction: Sending
 *
 *   of a transaction
 *   Sending       Sent, or Refused as known    Resting
 *   Sending       SendFailed                   Resting: perhaps it went out
 *   Sending       Refused as underpriced       Sending, replaced; or as the next two
 *   Sending       Refused, never taken before  ended, and its nonce is free; or Ready again when the nonce was too low
 *   Sending       Refused, taken before        Resting
 *   Resting       BlockSeen                    LookingUp
 *   LookingUp     LookedUp: mined              Resting, or ended when enough blocks are on top
 *   LookingUp     LookedUp: pending            Resting; or Sending, replaced, when its time is over
 *   LookingUp     LookedUp: unknown            Sending, the same again or replaced
 *   LookingUp     LookedUp: unknown, its nonce used
 *                                              Resting, or ended when that stays so
 *   LookingUp     LookUpFailed                 Resting
 * </pre>
 *
 * <p>The machine never ends. Answers about what is gone are ignored.
 */
public final class TransactionMachine implements Machine<TransactionState, TransactionEvent, TransactionEffect> {

    /** What an estimate is raised by, since the state it was made on may have changed: a fifth. */
    private static final int ESTIMATE_MARGIN = 5;

    private final EthAddress account;
    private final TransactionLimits limits;
    private final FlightSteps steps;

    public TransactionMachine(EthAddress account, TransactionLimits limits) {
        this.account = account;
        this.limits = limits;
        this.steps = new FlightSteps(limits);
    }

    @Override
    public boolean ended(TransactionState state) {
        return false;
    }

    @Override
    public Step<TransactionState, TransactionEffect> step(
            TransactionState state, TransactionEvent event, Moment moment) {
        return switch (event) {
            case TransactionEvent.Asked(var id, var call) -> asked(state, Waiting.asked(id, call, moment.now()));
            case TransactionEvent.BlockSeen(var head) -> seen(state.with(head), moment.now());
            case TransactionEvent.Estimated(var id, var gas) ->
                estimating(
                        state,
                        id,
                        call -> begin(state.with(call.at(new Stage.Ready(gas + gas / ESTIMATE_MARGIN))), moment.now()));
            case TransactionEvent.EstimateRefused(var id, var text) ->
                estimating(state, id, call -> failed(state, call, new Result.WouldRevert(text)));
            case TransactionEvent.EstimateFailed(var id, var _) ->
                estimating(
                        state,
                        id,
                        call -> Step.to(state.with(call.at(new Stage.Unestimated())), new Count(Incident.UNREACHABLE)));
            case TransactionEvent.NonceSeen(var pending) ->
                begin(state.with(nonces -> nonces.seen(pending)), moment.now());
            case TransactionEvent.NonceFailed _ -> Step.to(state.with(Nonces::stale), new Count(Incident.UNREACHABLE));
            case TransactionEvent.Sent(var nonce) -> sending(state, nonce, flight -> FlightSteps.sent(state, flight));
            case TransactionEvent.Refused(var nonce, var refusal) ->
                sending(state, nonce, flight -> steps.refused(state, flight, refusal, moment.now()));
            case TransactionEvent.SendFailed(var nonce, var what) ->
                sending(state, nonce, flight -> FlightSteps.sendFailed(state, flight, what));
            case TransactionEvent.LookedUp answer -> lookedUp(state, answer, moment.now());
            case TransactionEvent.LookUpFailed(var nonce, var _) ->
                state.flight(nonce)
                        .filter(flight -> flight.phase() instanceof Phase.LookingUp)
                        .map(flight -> Step.<TransactionState, TransactionEffect>to(
                                state.with(flight.in(new Phase.Resting())), new Count(Incident.UNREACHABLE)))
                        .orElseGet(() -> Step.to(state));
        };
    }

    private Step<TransactionState, TransactionEffect> asked(TransactionState state, Waiting call) {
        if (state.knows(call.id())) {
            return Step.to(state);
        }
        if (state.waiting().size() >= limits.maxWaiting()) {
            return Step.to(state, new Finish(call.id(), new Result.TooManyWaiting(limits.maxWaiting())));
        }
        return call.stage() instanceof Stage.Unestimated
                ? Step.to(state.plus(call.at(new Stage.Estimating())), new Estimate(call.id(), call.call()))
                : begin(state.plus(call), call.since());
    }

    private Step<TransactionState, TransactionEffect> seen(TransactionState state, Instant now) {
        var effects = new ArrayList<TransactionEffect>();
        var repaired = withRepairs(withoutExpired(state, now, effects), now);
        var waiting = repaired.waiting().stream()
                .map(call -> estimated(call, effects))
                .toList();
        var flights = repaired.flights().stream()
                .map(flight -> lookingUp(flight, state.head().block(), effects))
                .toList();
        var begun = begin(repaired.withWaiting(waiting).withFlights(flights), now);
        effects.addAll(begun.effects());
        return new Step<>(begun.state(), effects);
    }

    private TransactionState withoutExpired(TransactionState state, Instant now, List<TransactionEffect> effects) {
        var kept = new ArrayList<Waiting>();
        for (var call : state.waiting()) {
            if (now.isBefore(call.since().plus(limits.longestHold()))) {
                kept.add(call);
            } else {
                var baseFee = state.head().market().baseFee();
                var result = new Result.HeldTooLong(limits.longestHold(), baseFee, limits.ceiling());
                effects.addAll(failed(state, call, result).effects());
            }
        }
        return state.withWaiting(kept);
    }

    /** Calls that wait will fill holes among the nonces; for the holes they leave there are empty transfers. */
    private TransactionState withRepairs(TransactionState state, Instant now) {
        var changed = state;
        for (long nonce : state.nonces().free()) {
            var repair = Waiting.asked(CallId.ofRepair(nonce), Call.repair(account), now);
            boolean wanted = changed.waiting().size() < state.nonces().free().size();
            changed = wanted && !changed.knows(repair.id()) ? changed.plus(repair) : changed;
        }
        return changed;
    }

    private static Waiting estimated(Waiting call, List<TransactionEffect> effects) {
        if (!(call.stage() instanceof Stage.Unestimated)) {
            return call;
        }
        effects.add(new Estimate(call.id(), call.call()));
        return call.at(new Stage.Estimating());
    }

    private static Flight lookingUp(Flight flight, long block, List<TransactionEffect> effects) {
        if (!(flight.phase() instanceof Phase.Resting)) {
            return flight;
        }
        effects.add(new LookUp(flight.transaction()));
        return flight.in(new Phase.LookingUp(block));
    }

    /** Gives nonces to those that are ready, as far as there are places, and only with a fresh count of nonces. */
    private Step<TransactionState, TransactionEffect> begin(TransactionState state, Instant now) {
        var market = state.head().market();
        boolean ready = state.waiting().stream().anyMatch(call -> call.stage() instanceof Stage.Ready);
        if (!ready || market.baseFee().compareTo(limits.ceiling()) > 0) {
            return Step.to(state);
        }
        return switch (state.nonces().pending()) {
            case STALE -> Step.to(state.with(Nonces::asking), new AskNonce());
            case ASKED -> Step.to(state);
            case FRESH -> sendReady(state, Fees.at(market, limits.ceiling()), now);
        };
    }

    private Step<TransactionState, TransactionEffect> sendReady(TransactionState before, Fees fees, Instant now) {
        var state = before;
        var effects = new ArrayList<TransactionEffect>();
        for (var call : before.waiting()) {
            boolean superfluous = call.isRepair() && !state.nonces().hasFree();
            boolean place = state.flights().size() < limits.maxInFlight()
                    || state.nonces().hasFree();
            if (call.stage() instanceof Stage.Ready(var gas) && place && !superfluous) {
                var transaction = new Transaction(state.nonces().first(), call.id(), call.call(), gas, List.of(fees));
                state = state.without(call).with(Nonces::withoutFirst).plus(Flight.begun(transaction, now));
                effects.add(new Save(transaction));
                effects.add(new Send(transaction));
            } else if (superfluous) {
                state = state.without(call);
            }
        }
        return new Step<>(state, effects);
    }

    private static Step<TransactionState, TransactionEffect> failed(
            TransactionState state, Waiting call, Result result) {
        return call.isRepair()
                ? Step.to(state.without(call))
                : Step.to(state.without(call), new Finish(call.id(), result));
    }

    private Step<TransactionState, TransactionEffect> lookedUp(
            TransactionState state, TransactionEvent.LookedUp answer, Instant now) {
        return state.flight(answer.nonce())
                .map(flight -> flight.phase() instanceof Phase.LookingUp(var asOf)
                        ? steps.lookedUp(state, flight, asOf, answer, now)
                        : Step.<TransactionState, TransactionEffect>to(state))
                .orElseGet(() -> Step.to(state));
    }

    private static Step<TransactionState, TransactionEffect> estimating(
            TransactionState state, CallId id, Function<Waiting, Step<TransactionState, TransactionEffect>> then) {
        return state.waiting(id)
                .filter(call -> call.stage() instanceof Stage.Estimating)
                .map(then)
                .orElseGet(() -> Step.to(state));
    }

    private static Step<TransactionState, TransactionEffect> sending(
            TransactionState state, long nonce, Function<Flight, Step<TransactionState, TransactionEffect>> then) {
        return state.flight(nonce)
                .filter(flight -> flight.phase() instanceof Phase.Sending)
                .map(then)
                .orElseGet(() -> Step.to(state));
    }
}
