package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.EthAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Stakes, the active set, rewards and fees (payments sections 4.5 and 4.6), for orchestrators that bond to themselves. */
record BondingRules(LedgerConfig config, RoundRules rounds) {

    LedgerStep bond(LedgerState state, Command.Bond command) {
        var closed = rounds.closed(state);
        if (closed.isPresent()) {
            return LedgerStep.refused(closed.get());
        }
        if (command.amount().isZero()) {
            return LedgerStep.refused(Revert.BOND_TOO_SMALL);
        }
        var owner = state.holding(command.from());
        if (owner.tokens().compareTo(command.amount()) < 0) {
            return LedgerStep.refused(Revert.BALANCE_TOO_LOW);
        }
        return staked(
                state.with(command.from(), owner.minus(command.amount())),
                command.from(),
                command.amount(),
                rounds.current(state) + 1);
    }

    /**
     * Adds to a stake and seats it in the pool.
     *
     * @param from the round from which a new stake counts as bonded
     */
    LedgerStep staked(LedgerState state, EthAddress orchestrator, Tokens amount, long from) {
        var account = state.orchestrator(orchestrator).bonding(amount, from);
        var events = new ArrayList<LedgerEvent>();
        events.add(new LedgerEvent.Bonded(orchestrator, amount, account.stake()));
        return new LedgerStep.Applied(seat(state.with(orchestrator, account), orchestrator, events), events);
    }

    /** Gives an orchestrator whose stake has grown its place in the pool, out of which the smallest may fall. */
    private LedgerState seat(LedgerState state, EthAddress orchestrator, List<LedgerEvent> events) {
        var candidates = new ArrayList<>(state.pool());
        if (!candidates.contains(orchestrator)) {
            candidates.add(orchestrator);
        }
        var pool = seated(state, candidates);
        pool.stream()
                .filter(member -> !state.pool().contains(member))
                .map(LedgerEvent.JoinedPool::new)
                .forEach(events::add);
        state.pool().stream()
                .filter(member -> !pool.contains(member))
                .map(LedgerEvent.LeftPool::new)
                .forEach(events::add);
        boolean joins = pool.contains(orchestrator) && !state.pool().contains(orchestrator);
        var book = state.rounds();
        return state.withPool(pool).with(joins ? book.rejoined(orchestrator) : book);
    }

    /** A stable order: who was there first stays before a newcomer of equal stake. */
    private List<EthAddress> seated(LedgerState state, List<EthAddress> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing((EthAddress member) ->
                                state.orchestrator(member).stake())
                        .reversed())
                .limit(config.maxPool())
                .toList();
    }

    LedgerStep unbond(LedgerState state, Command.Unbond command) {
        long round = rounds.current(state);
        var account = state.orchestrator(command.from());
        var refusal = rounds.closed(state).or(() -> unbondRefusal(account, command.amount(), round));
        if (refusal.isPresent()) {
            return LedgerStep.refused(refusal.get());
        }
        var left = account.unbonding(command.amount(), round + config.unbondingPeriod());
        var with = state.with(command.from(), left);
        boolean leaves = !left.registered() && state.pool().contains(command.from());
        var members = state.pool().stream()
                .filter(member -> !leaves || !member.equals(command.from()))
                .toList();
        var unbonded = new LedgerEvent.Unbonded(command.from(), left.locks().newest());
        var next = with.withPool(seated(with, members));
        return leaves
                ? LedgerStep.applied(next, unbonded, new LedgerEvent.LeftPool(command.from()))
                : LedgerStep.applied(next, unbonded);
    }

    private static Optional<Revert> unbondRefusal(OrchestratorAccount account, Tokens amount, long round) {
        if (!account.bonded(round)) {
            return Optional.of(Revert.NOT_BONDED);
        }
        if (amount.isZero()) {
            return Optional.of(Revert.UNBOND_NOTHING);
        }
        return amount.compareTo(account.stake()) > 0 ? Optional.of(Revert.UNBOND_TOO_MUCH) : Optional.empty();
    }

    LedgerStep withdrawStake(LedgerState state, Command.WithdrawStake command) {
        var account = state.orchestrator(command.from());
        var lock = account.locks().find(command.lock());
        var refusal = rounds.closed(state).or(() -> lockRefusal(lock, rounds.current(state)));
        if (refusal.isPresent()) {
            return LedgerStep.refused(refusal.get());
        }
        var paid = lock.orElseThrow();
        return LedgerStep.applied(
                state.with(command.from(), account.withoutLock(paid.id()))
                        .with(command.from(), state.holding(command.from()).plus(paid.amount())),
                new LedgerEvent.StakeWithdrawn(command.from(), paid));
    }

    private static Optional<Revert> lockRefusal(Optional<UnbondingLock> lock, long round) {
        return lock.isEmpty()
                ? Optional.of(Revert.LOCK_UNKNOWN)
                : lock.filter(held -> held.withdrawRound() > round).map(_ -> Revert.STAKE_LOCKED);
    }

    LedgerStep reward(LedgerState state, Command.Reward command) {
        long round = rounds.current(state);
        var closed = rounds.closed(state);
        if (closed.isPresent()) {
            return LedgerStep.refused(closed.get());
        }
        if (!state.active(command.from())) {
            return LedgerStep.refused(Revert.NOT_ACTIVE);
        }
        var orchestrator = state.orchestrator(command.from());
        if (orchestrator.lastRewardRound() == round) {
            return LedgerStep.refused(Revert.ALREADY_REWARDED);
        }
        var book = state.rounds();
        var stake = book.active().getOrDefault(command.from(), Tokens.ZERO);
        var reward = book.minting().reward(config.inflation(), stake, book.activeStake());
        var events = new ArrayList<LedgerEvent>();
        events.add(new LedgerEvent.Rewarded(command.from(), reward.amount()));
        var richer = state.with(book.with(reward.after()))
                .with(command.from(), orchestrator.rewarded(reward.amount(), round));
        return new LedgerStep.Applied(seat(richer, command.from(), events), events);
    }

    LedgerStep withdrawFees(LedgerState state, Command.WithdrawFees command) {
        var closed = rounds.closed(state);
        if (closed.isPresent()) {
            return LedgerStep.refused(closed.get());
        }
        var orchestrator = state.orchestrator(command.from());
        if (orchestrator.pendingFees().compareTo(command.amount()) < 0) {
            return LedgerStep.refused(Revert.FEES_TOO_SMALL);
        }
        return LedgerStep.applied(
                state.with(command.from(), orchestrator.paidOut(command.amount()))
                        .with(command.from(), state.holding(command.from()).plus(command.amount())),
                new LedgerEvent.FeesWithdrawn(command.from(), command.amount()));
    }
}
