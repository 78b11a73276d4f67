package io.headrace.chain.redemption;

import io.headrace.chain.Revert;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The winners of one orchestrator, each on its own way to being redeemed; none waits for another. A winner is not
 * touched before its offer expired, since redeeming reveals recipientRand (payments section 3.7).
 *
 * <pre>
 *   of one winner  event            becomes
 *   Waiting        BlockMined       Checking, when its time has come and a place is free
 *   Checking       Checked          Submitting, or Waiting with a reason, or Provisional when it was used before or
 *                                   expired
 *   Checking       Unreachable      Waiting
 *   Submitting     Redeemed         Provisional, paid
 *   Submitting     RefusedByBroker  Waiting, or gone when it can never be paid, or Provisional when it was used before
 *                                   or expired
 *   Submitting     MinedInVain      Waiting: the next check sees whether it was used
 *   Submitting     Unreachable      Waiting: the next check sees whether it went through
 *   Provisional    BlockMined       Confirming, when enough blocks are on top
 *   Confirming     Checked          gone; or Waiting when the chain does not have it as used any more; or Provisional
 *                                   when it expired and was used after all
 *   Confirming     Unreachable      Provisional
 *   Provisional, Confirming
 *                  TakenBack        Waiting: a reorganisation
 *   any in flight  Resumed          Waiting, or Provisional: a restart
 * </pre>
 *
 * <p>Where the chain never takes anything back (no confirmations), what would be provisional is gone at once. Of those
 * whose time has come the least tried are first, so a hopeless winner never keeps others from their place.
 *
 * <p>An expired winner is checked like any other before it goes: what redeemed it may be an earlier life's transaction.
 *
 * <p>Winners must be safe before they are told to the queue, and are taken out of the store when {@link Effect.Close}
 * is performed. The queue never ends.
 */
public final class RedemptionQueue
        implements Machine<RedemptionQueue.State, RedemptionQueue.Event, RedemptionQueue.Effect> {

    private final RedemptionLimits limits;

    public RedemptionQueue(RedemptionLimits limits) {
        this.limits = limits;
    }

    /** @param winners oldest first */
    public record State(List<Held> winners, ChainTime time) {
        public State {
            winners = List.copyOf(winners);
        }

        /** Nothing to redeem, or what the store has. */
        public static State of(List<WinningTicket> stored) {
            return new State(stored.stream().map(Held::fresh).toList(), new ChainTime(0, CreationRound.NONE));
        }

        public int size() {
            return winners.size();
        }

        /** The face values being submitted for a sender: they lower its max float. */
        public Wei pending(EthAddress sender) {
            return winners.stream()
                    .filter(held -> held.phase() instanceof Held.Phase.Submitting)
                    .filter(held -> held.winner().ticket().sender().equals(sender))
                    .map(held -> held.winner().ticket().faceValue())
                    .reduce(Wei.ZERO, Wei::plus);
        }
    }

    public sealed interface Event {
        record WinnerFound(WinningTicket winner) implements Event {}

        record BlockMined(ChainTime time) implements Event {}

        record Checked(Hash256 ticket, Preflight preflight) implements Event {}

        record Redeemed(Hash256 ticket, Wei paid, String transaction) implements Event {}

        /** The broker would refuse it, or did. */
        record RefusedByBroker(Hash256 ticket, Revert reason) implements Event {}

        /** It was mined and refused, nobody knows why: perhaps another's transaction redeemed the ticket first. */
        record MinedInVain(Hash256 ticket, String transaction) implements Event {}

        /** What ended it is no longer part of the chain. */
        record TakenBack(Hash256 ticket) implements Event {}

        /** A check or a submission did not come to an end. */
        record Unreachable(Hash256 ticket, String what) implements Event {}

        /** The node was restarted with this state. */
        record Resumed() implements Event {}
    }

    public sealed interface Effect {
        /** Ask the chain for a {@link Preflight}. */
        record Check(Hash256 ticket, WinningTicket winner) implements Effect {}

        record Redeem(Hash256 ticket, WinningTicket winner) implements Effect {}

        /** Take it out of the store and tell whoever wants to know. */
        record Close(Hash256 ticket, WinningTicket winner, Ending ending) implements Effect {}

        /** Tell the operator. */
        record Delayed(Hash256 ticket, Delay reason) implements Effect {}
    }

    @Override
    public boolean ended(State state) {
        return false;
    }

    @Override
    public Step<State, Effect> step(State state, Event event, Moment moment) {
        return switch (event) {
            case Event.WinnerFound(var winner) -> add(state, winner);
            case Event.BlockMined(var time) -> begin(new State(state.winners(), time));
            case Event.Resumed _ -> begin(resumed(state));
            case Event.Checked(var ticket, var preflight) -> of(state, ticket, held -> checked(state, held, preflight));
            case Event.Redeemed(var ticket, var paid, var transaction) ->
                of(state, ticket, held -> settle(state, held, new Ending.Paid(paid, transaction)));
            case Event.RefusedByBroker(var ticket, var reason) ->
                of(state, ticket, held -> refused(state, held, reason));
            case Event.MinedInVain(var ticket, var transaction) ->
                of(state, ticket, held -> delay(state, held, new Delay.MinedInVain(transaction)));
            case Event.TakenBack(var ticket) -> of(state, ticket, held -> takenBack(state, held));
            case Event.Unreachable(var ticket, var what) -> of(state, ticket, held -> unreachable(state, held, what));
        };
    }

    /** Whatever is told of winners that are gone changes nothing. */
    private static Step<State, Effect> of(State state, Hash256 ticket, Function<Held, Step<State, Effect>> then) {
        return find(state, ticket).map(then).orElseGet(() -> Step.to(state));
    }

    /** A winner told twice is one winner. */
    private static Step<State, Effect> add(State state, WinningTicket winner) {
        var held = Held.fresh(winner);
        if (find(state, held.hash()).isPresent()) {
            return Step.to(state);
        }
        var all = new ArrayList<>(state.winners());
        all.add(held);
        return Step.to(new State(all, state.time()));
    }

    private static State resumed(State state) {
        return new State(state.winners().stream().map(Held::resumed).toList(), state.time());
    }

    /** Begins as many of those due as there are places. */
    private Step<State, Effect> begin(State state) {
        var kept = new ArrayList<Held>();
        var effects = new ArrayList<Effect>();
        var turns = turns(state);
        for (var held : state.winners()) {
            if (turns.contains(held.hash())) {
                kept.add(held.asking());
                effects.add(new Effect.Check(held.hash(), held.winner()));
            } else {
                kept.add(held);
            }
        }
        return new Step<>(new State(kept, state.time()), effects);
    }

    /** Who gets the free places: of those due the least tried, then the oldest. */
    private Set<Hash256> turns(State state) {
        long taken = state.winners().stream().filter(Held::inFlight).count();
        return state.winners().stream()
                .filter(held -> held.due(state.time().block(), limits.expired(held.winner(), state.time())))
                .sorted(Comparator.comparingInt(Held::attempts))
                .limit(Math.max(0, limits.maxInFlight() - taken))
                .map(Held::hash)
                .collect(Collectors.toSet());
    }

    private Step<State, Effect> checked(State state, Held held, Preflight preflight) {
        return switch (held.phase()) {
            case Held.Phase.Checking _ when preflight.used() -> settle(state, held, new Ending.UsedBefore());
            case Held.Phase.Checking _
            when limits.expired(held.winner(), state.time()) -> settle(state, held, expiry(held, state.time()));
            case Held.Phase.Checking _ ->
                limits.objection(held.winner(), preflight, state.time())
                        .map(reason -> delay(state, held, reason))
                        .orElseGet(() -> submit(state, held));
            case Held.Phase.Confirming(Ending.Expired expired) ->
                preflight.used() ? settle(state, held, new Ending.UsedBefore()) : close(state, held, expired);
            case Held.Phase.Confirming(var ending) ->
                preflight.used() ? close(state, held, ending) : delay(state, held, new Delay.TakenBack(ending));
            case Held.Phase.Waiting _, Held.Phase.Submitting _, Held.Phase.Provisional _ -> Step.to(state);
        };
    }

    private static Step<State, Effect> submit(State state, Held held) {
        return Step.to(
                replaced(state, held.in(new Held.Phase.Submitting())), new Effect.Redeem(held.hash(), held.winner()));
    }

    /** The ticket is used or expired as the chain is now: gone, or provisionally so. */
    private Step<State, Effect> settle(State state, Held held, Ending ending) {
        long from = state.time().block() + limits.confirmations();
        return limits.confirmations() == 0
                ? close(state, held, ending)
                : Step.to(replaced(state, held.in(new Held.Phase.Provisional(ending, from))));
    }

    private static Step<State, Effect> takenBack(State state, Held held) {
        return switch (held.phase()) {
            case Held.Phase.Provisional(var ending, var _) -> delay(state, held, new Delay.TakenBack(ending));
            case Held.Phase.Confirming(var ending) -> delay(state, held, new Delay.TakenBack(ending));
            case Held.Phase.Waiting _, Held.Phase.Checking _, Held.Phase.Submitting _ -> Step.to(state);
        };
    }

    private static Step<State, Effect> unreachable(State state, Held held, String what) {
        var reason = new Delay.Unavailable(what);
        return held.phase() instanceof Held.Phase.Confirming(var ending)
                ? Step.to(
                        replaced(
                                state,
                                held.in(new Held.Phase.Provisional(
                                        ending, state.time().block() + 1))),
                        new Effect.Delayed(held.hash(), reason))
                : delay(state, held, reason);
    }

    /** What a node that lags, or a branch that is taken back, says of the creation round may be untrue a block later. */
    private Step<State, Effect> refused(State state, Held held, Revert reason) {
        return switch (reason) {
            case TICKET_USED -> settle(state, held, new Ending.UsedBefore());
            case TICKET_EXPIRED -> settle(state, held, expiry(held, state.time()));
            case NO_RECIPIENT,
                    NO_SENDER,
                    AUX_DATA_LENGTH,
                    RAND_MISMATCH,
                    SIGNATURE_LENGTH,
                    SIGNATURE_FORM,
                    SIGNATURE_WRONG,
                    DID_NOT_WIN -> close(state, held, new Ending.Worthless(reason));
            case SYSTEM_PAUSED,
                    ROUND_NOT_INITIALIZED,
                    CREATION_ROUND_UNKNOWN,
                    CREATION_HASH_WRONG,
                    SENDER_UNLOCKED,
                    NOTHING_DEPOSITED,
                    FUNDS_BELOW_FACE_VALUE,
                    SHARE_UNDERFLOW,
                    NOT_REGISTERED,
                    BALANCE_TOO_LOW -> delay(state, held, new Delay.Refused(reason));
            case ROUND_ALREADY_INITIALIZED,
                    SUM_MISMATCH,
                    ALREADY_UNLOCKING,
                    NOT_UNLOCKING,
                    ACCOUNT_LOCKED,
                    NOT_ACTIVE,
                    ALREADY_REWARDED,
                    BOND_TOO_SMALL,
                    FEES_TOO_SMALL,
                    NOT_BONDED,
                    UNBOND_NOTHING,
                    UNBOND_TOO_MUCH,
                    LOCK_UNKNOWN,
                    STAKE_LOCKED,
                    ROUND_LOCKED,
                    REWARD_DUE ->
                throw new IllegalStateException("A redemption is not refused with " + reason + ": " + held.winner());
        };
    }

    private static Ending expiry(Held held, ChainTime time) {
        return new Ending.Expired(
                held.winner().ticket().creation().round(), time.lastRound().round());
    }

    private static Step<State, Effect> delay(State state, Held held, Delay reason) {
        return Step.to(replaced(state, held.delayed(state.time().block())), new Effect.Delayed(held.hash(), reason));
    }

    private static Step<State, Effect> close(State state, Held held, Ending ending) {
        var others = state.winners().stream()
                .filter(other -> !other.hash().equals(held.hash()))
                .toList();
        return Step.to(new State(others, state.time()), closing(held, ending));
    }

    private static Effect closing(Held held, Ending ending) {
        return new Effect.Close(held.hash(), held.winner(), ending);
    }

    private static State replaced(State state, Held held) {
        var winners = state.winners().stream()
                .map(other -> other.hash().equals(held.hash()) ? held : other)
                .toList();
        return new State(winners, state.time());
    }

    private static Optional<Held> find(State state, Hash256 ticket) {
        return state.winners().stream()
                .filter(held -> held.hash().equals(ticket))
                .findFirst();
    }
}
