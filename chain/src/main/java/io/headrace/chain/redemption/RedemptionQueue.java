package io.headrace.chain.redemption;

import io.headrace.chain.Revert;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The winners of one orchestrator, each on its own way to being redeemed; none waits for another. A winner is not
 * touched before its offer expired, since redeeming reveals recipientRand (payments section 3.7).
 *
 * <pre>
 *   of one winner  event            becomes
 *   Waiting        BlockMined       Checking, when its time has come and a place is free; or gone, when it expired
 *   Checking       Checked          Submitting, or Waiting with a reason, or gone when it was used before
 *   Checking       Unreachable      Waiting
 *   Submitting     Redeemed         gone, paid
 *   Submitting     RefusedByBroker  Waiting, or gone when it can never be paid
 *   Submitting     Unreachable      Waiting: the next check sees whether it went through
 *   any in flight  Resumed          Waiting: a restart
 * </pre>
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

        record RefusedByBroker(Hash256 ticket, Revert reason) implements Event {}

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
            case Event.Checked(var ticket, var preflight) ->
                find(state, ticket).map(held -> checked(state, held, preflight)).orElseGet(() -> Step.to(state));
            case Event.Redeemed(var ticket, var paid, var transaction) ->
                find(state, ticket)
                        .map(held -> close(state, held, new Ending.Paid(paid, transaction)))
                        .orElseGet(() -> Step.to(state));
            case Event.RefusedByBroker(var ticket, var reason) ->
                find(state, ticket).map(held -> refused(state, held, reason)).orElseGet(() -> Step.to(state));
            case Event.Unreachable(var ticket, var what) ->
                find(state, ticket)
                        .map(held -> delay(state, held, new Delay.Unavailable(what)))
                        .orElseGet(() -> Step.to(state));
        };
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
        var waiting = state.winners().stream()
                .map(held -> held.inFlight() ? held.in(new Held.Phase.Waiting(0)) : held)
                .toList();
        return new State(waiting, state.time());
    }

    /** Lets those go that expired, and begins as many of those due as there are places. */
    private Step<State, Effect> begin(State state) {
        var kept = new ArrayList<Held>();
        var effects = new ArrayList<Effect>();
        long places = limits.maxInFlight()
                - state.winners().stream().filter(Held::inFlight).count();
        for (var held : state.winners()) {
            if (!held.inFlight() && expired(held, state.time())) {
                effects.add(closing(held, expiry(held, state.time())));
            } else if (places > 0 && held.due(state.time().block())) {
                places--;
                kept.add(held.in(new Held.Phase.Checking()));
                effects.add(new Effect.Check(held.hash(), held.winner()));
            } else {
                kept.add(held);
            }
        }
        return new Step<>(new State(kept, state.time()), effects);
    }

    private Step<State, Effect> checked(State state, Held held, Preflight preflight) {
        if (!(held.phase() instanceof Held.Phase.Checking)) {
            return Step.to(state);
        }
        if (preflight.used()) {
            return close(state, held, new Ending.UsedBefore());
        }
        return delay(held, preflight, state.time())
                .map(reason -> delay(state, held, reason))
                .orElseGet(() -> Step.to(
                        replaced(state, held.in(new Held.Phase.Submitting())),
                        new Effect.Redeem(held.hash(), held.winner())));
    }

    private Optional<Delay> delay(Held held, Preflight preflight, ChainTime time) {
        var faceValue = held.winner().ticket().faceValue();
        var cost = preflight.gasPrice().times(limits.redeemGas());
        var available = preflight.availableFunds();
        if (!limits.maxGasPrice().isZero() && preflight.gasPrice().compareTo(limits.maxGasPrice()) > 0) {
            return Optional.of(new Delay.GasTooDear(limits.maxGasPrice(), preflight.gasPrice()));
        }
        if (available.compareTo(Credit.of(cost)) <= 0) {
            return Optional.of(new Delay.FundsBelowCost(available, cost));
        }
        if (faceValue.compareTo(cost) <= 0) {
            return Optional.of(new Delay.FaceValueBelowCost(faceValue, cost));
        }
        return available.compareTo(Credit.of(faceValue)) < 0 && !lastRound(held, time)
                ? Optional.of(new Delay.FundsBelowFaceValue(available, faceValue))
                : Optional.empty();
    }

    private Step<State, Effect> refused(State state, Held held, Revert reason) {
        return switch (reason) {
            case TICKET_USED -> close(state, held, new Ending.UsedBefore());
            case TICKET_EXPIRED -> close(state, held, expiry(held, state.time()));
            case NO_RECIPIENT,
                    NO_SENDER,
                    AUX_DATA_LENGTH,
                    CREATION_ROUND_UNKNOWN,
                    CREATION_HASH_WRONG,
                    RAND_MISMATCH,
                    SIGNATURE_LENGTH,
                    SIGNATURE_FORM,
                    SIGNATURE_WRONG,
                    DID_NOT_WIN -> close(state, held, new Ending.Worthless(reason));
            case SYSTEM_PAUSED,
                    ROUND_NOT_INITIALIZED,
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
                    FEES_TOO_SMALL ->
                throw new IllegalStateException("A redemption is not refused with " + reason + ": " + held.winner());
        };
    }

    private boolean expired(Held held, ChainTime time) {
        return held.winner().ticket().creation().round() + limits.ticketValidity()
                <= time.lastRound().round();
    }

    private boolean lastRound(Held held, ChainTime time) {
        return held.winner().ticket().creation().round() + limits.ticketValidity()
                <= time.lastRound().round() + 1;
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
