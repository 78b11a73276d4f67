package io.headrace.ethereum;

import io.headrace.chain.Bonding;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.BondingContract;
import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.Position;
import io.headrace.ethereum.account.Transactor;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;

/** Stakes, fees and rewards of the bonding contract. */
final class EthereumBonding implements Bonding {

    /** More members than any deployment allows; a list that is longer goes in a circle. */
    private static final int LONGEST_POOL = 1_000;

    private record ActiveSet(long round, List<EthAddress> members) {}

    private final ContractCalls calls;
    private final Contracts contracts;
    private final BondingContract contract;
    private final Transactor transactor;
    private volatile ActiveSet known = new ActiveSet(-1, List.of());

    EthereumBonding(ContractCalls calls, Contracts contracts, Transactor transactor) {
        this.calls = calls;
        this.contracts = contracts;
        this.contract = contracts.bonding();
        this.transactor = transactor;
    }

    /**
     * Read once in a round: joining and leaving take effect with the next one. Whoever was pushed out of the pool in
     * this round before it was read is missing, though it stays active until the round ends.
     */
    @Override
    public List<EthAddress> activeOrchestrators() {
        long round = calls.ask(contracts.rounds().currentRound());
        var set = known;
        if (set.round() != round) {
            set = new ActiveSet(
                    round,
                    pool().stream()
                            .filter(member -> calls.ask(contract.isActive(member)))
                            .toList());
            known = set;
        }
        return set.members();
    }

    private List<EthAddress> pool() {
        var members = new ArrayList<EthAddress>();
        var next = calls.ask(contract.firstInPool());
        while (!next.isZero() && members.size() < LONGEST_POOL) {
            members.add(next);
            next = calls.ask(contract.nextInPool(next));
        }
        return members;
    }

    @Override
    public int poolSize() {
        return Math.toIntExact(calls.ask(contract.poolSize()));
    }

    @Override
    public OrchestratorStanding standing(EthAddress orchestrator) {
        long round = calls.ask(contracts.rounds().currentRound());
        return new OrchestratorStanding(
                calls.ask(contract.isRegistered(orchestrator)),
                calls.ask(contract.isActive(orchestrator)),
                calls.ask(contract.totalStake(orchestrator)),
                calls.ask(contract.pendingFees(orchestrator, round)),
                calls.ask(contract.transcoder(orchestrator)).lastRewardRound());
    }

    /** Two transactions when the contract may not move so many tokens yet: the allowance, then the bond. */
    @Override
    public Outcome<OrchestratorStanding> bond(Tokens amount) {
        var self = transactor.account();
        var allowed = calls.ask(contracts.token().allowance(self, contract.at()));
        if (allowed.compareTo(amount) < 0
                && transactor.send(contracts.token().approve(contract.at(), amount))
                        instanceof Outcome.Reverted<?>(var reason)) {
            return new Outcome.Reverted<>(reason);
        }
        return Outcomes.map(
                transactor.send(contract.bond(amount, self, Position.UNKNOWN, Position.UNKNOWN)), _ -> standing(self));
    }

    @Override
    public Outcome<Tokens> reward() {
        long round = calls.ask(contracts.rounds().currentRound());
        return Outcomes.map(
                transactor.send(contract.reward(round, Position.UNKNOWN)),
                receipt -> calls.events()
                        .first(ChainEvent.Reward.class, receipt.logs())
                        .map(ChainEvent.Reward::minted)
                        .orElse(Tokens.ZERO));
    }

    @Override
    public Outcome<Wei> withdrawFees(Wei amount) {
        return Outcomes.map(transactor.send(contract.withdrawFees(transactor.account(), amount)), _ -> amount);
    }
}
