package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stakes, the active set, rewards and fees (payments sections 4.5 and 4.6), for orchestrators that bond to themselves. */
record BondingRules(LedgerConfig config, RoundRules rounds) {

    LedgerStep bond(LedgerState state, Command.Bond command) {
        if (!rounds.begun(state)) {
            return LedgerStep.refused(Revert.ROUND_NOT_INITIALIZED);
        }
        if (command.amount().isZero()) {
            return LedgerStep.refused(Revert.BOND_TOO_SMALL);
        }
        var owner = state.holding(command.from());
        if (owner.tokens().compareTo(command.amount()) < 0) {
            return LedgerStep.refused(Revert.BALANCE_TOO_LOW);
        }
        return staked(state.with(command.from(), owner.minus(command.amount())), command.from(), command.amount());
    }

    /** Adds to a stake and seats it in the pool, out of which the smallest may fall. */
    LedgerStep staked(LedgerState state, EthAddress orchestrator, Tokens amount) {
        var account = state.orchestrator(orchestrator).bonding(amount);
        var with = state.with(orchestrator, account);
        var candidates = new ArrayList<>(state.pool());
        if (!candidates.contains(orchestrator)) {
            candidates.add(orchestrator);
        }
        var pool = seated(with, candidates);
        var events = new ArrayList<LedgerEvent>();
        events.add(new LedgerEvent.Bonded(orchestrator, amount, account.stake()));
        pool.stream()
                .filter(member -> !state.pool().contains(member))
                .map(LedgerEvent.JoinedPool::new)
                .forEach(events::add);
        state.pool().stream()
                .filter(member -> !pool.contains(member))
                .map(LedgerEvent.LeftPool::new)
                .forEach(events::add);
        return new LedgerStep.Applied(with.withPool(pool), events);
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

    LedgerStep reward(LedgerState state, Command.Reward command) {
        long round = rounds.current(state);
        if (!rounds.begun(state)) {
            return LedgerStep.refused(Revert.ROUND_NOT_INITIALIZED);
        }
        if (!state.active(command.from())) {
            return LedgerStep.refused(Revert.NOT_ACTIVE);
        }
        var orchestrator = state.orchestrator(command.from());
        if (orchestrator.lastRewardRound() == round) {
            return LedgerStep.refused(Revert.ALREADY_REWARDED);
        }
        var minted = share(state, command.from());
        return LedgerStep.applied(
                state.with(command.from(), orchestrator.rewarded(minted, round)),
                new LedgerEvent.Rewarded(command.from(), minted));
    }

    /** The part of the round's tokens that the stake had in all stakes when the round began. */
    private Tokens share(LedgerState state, EthAddress orchestrator) {
        var active = state.rounds().active();
        var mine = active.getOrDefault(orchestrator, Tokens.ZERO);
        var all = active.values().stream().reduce(Tokens.ZERO, Tokens::plus);
        return new Tokens(config.mintable().amount().multiply(mine.amount()).divide(all.amount()));
    }

    LedgerStep withdrawFees(LedgerState state, Command.WithdrawFees command) {
        if (!rounds.begun(state)) {
            return LedgerStep.refused(Revert.ROUND_NOT_INITIALIZED);
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
