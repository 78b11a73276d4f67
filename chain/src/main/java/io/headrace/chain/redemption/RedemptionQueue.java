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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The winners of one orchestrator, each on its own way to being redeemed; none waits for another. A winner is not
 * touched before its offer expired, since redeeming reveals recipientRand (payments section 3.7).
 *
 * <p>Of those whose time has come the least tried are first, so a hopeless winner never keeps others from their place.
 * What becomes of each is {@code Redemption}'s to say, which lists the phases of its way.
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

        private Optional<Held> find(Hash256 ticket) {
            return winners.stream().filter(held -> held.hash().equals(ticket)).findFirst();
        }

        private State at(ChainTime later) {
            return new State(winners, later);
        }

        private State each(UnaryOperator<Held> move) {
            return new State(winners.stream().map(move).toList(), time);
        }

        private State without(Held gone) {
            return new State(
                    winners.stream()
                            .filter(held -> !held.hash().equals(gone.hash()))
                            .toList(),
                    time);
        }
    }

    public sealed interface Event {
        record WinnerFound(WinningTicket winner) implements Event {}

        record BlockMined(ChainTime time) implements Event {}

        /** The node was restarted with this state. */
        record Resumed() implements Event {}

        /** An answer about one winner, or news of it. */
        sealed interface OfWinner extends Event {
            Hash256 ticket();
        }

        record Checked(Hash256 ticket, Preflight preflight) implements OfWinner {}

        record Redeemed(Hash256 ticket, Wei paid, String transaction) implements OfWinner {}

        /** The broker would refuse it, or did. */
        record RefusedByBroker(Hash256 ticket, Revert reason) implements OfWinner {}

        /** It was mined and refused, nobody knows why: perhaps another's transaction redeemed the ticket first. */
        record MinedInVain(Hash256 ticket, String transaction) implements OfWinner {}

        /** What ended it is no longer part of the chain. */
        record TakenBack(Hash256 ticket) implements OfWinner {}

        /** A check or a submission did not come to an end. */
        record Unreachable(Hash256 ticket, String what) implements OfWinner {}
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
            case Event.WinnerFound(var winner) -> Step.to(added(state, Held.fresh(winner)));
            case Event.BlockMined(var time) -> begin(state.at(time));
            case Event.Resumed _ -> begin(state.each(Held::resumed));
            case Event.OfWinner answer ->
                state.find(answer.ticket())
                        .map(held -> walk(state, held, answer, moment))
                        .orElseGet(() -> Step.to(state));
        };
    }

    /** A winner told twice is one winner. */
    private static State added(State state, Held fresh) {
        if (state.find(fresh.hash()).isPresent()) {
            return state;
        }
        var all = new ArrayList<>(state.winners());
        all.add(fresh);
        return new State(all, state.time());
    }

    /** One winner goes on its way; the others stay where they are. */
    private Step<State, Effect> walk(State state, Held held, Event.OfWinner answer, Moment moment) {
        var redemption = new Redemption(limits, state.time());
        var step = redemption.step(held, answer, moment);
        var next = redemption.ended(step.state())
                ? state.without(held)
                : state.each(other -> other.hash().equals(held.hash()) ? step.state() : other);
        return new Step<>(next, step.effects());
    }

    /** Begins as many of those due as there are places. */
    private Step<State, Effect> begin(State state) {
        var turns = turns(state);
        var checks = state.winners().stream()
                .filter(held -> turns.contains(held.hash()))
                .<Effect>map(held -> new Effect.Check(held.hash(), held.winner()))
                .toList();
        return new Step<>(state.each(held -> turns.contains(held.hash()) ? held.asking() : held), checks);
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
}
