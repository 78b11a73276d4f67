package io.headrace.ethereum;

import io.headrace.chain.Bonding;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Commission;
import io.headrace.chain.Earnings;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.BondingContract;
import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.Position;
import io.headrace.ethereum.account.Transactor;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Stakes, fees and rewards of the bonding contract. */
final class EthereumBonding implements Bonding {

    /** More members than any deployment allows; a list that is longer goes in a circle. */
    private static final int LONGEST_POOL = 1_000;

    /** Of one account; a longer look would take too many questions. */
    private static final long LOCKS_LOOKED_AT = 100;

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
    public Earnings earnings(EthAddress orchestrator) {
        long round = calls.ask(contracts.rounds().currentRound());
        var known = calls.ask(contract.transcoder(orchestrator));
        return new Earnings(
                calls.ask(contract.pendingFees(orchestrator, round)),
                calls.ask(contract.pendingStake(orchestrator, round)),
                known.lastRewardRound(),
                new Commission(known.rewardCut(), known.feeShare()));
    }

    /** The contract does not list them, so each of the last {@value #LOCKS_LOOKED_AT} that ever were is asked for. */
    @Override
    public List<UnbondingLock> unbondingLocks(EthAddress account) {
        long ever = calls.ask(contract.locksEver(account));
        return LongStream.range(Math.max(0, ever - LOCKS_LOOKED_AT), ever)
                .mapToObj(lock -> calls.ask(contract.unbondingLock(account, lock)))
                .filter(lock -> lock.withdrawRound() > 0)
                .toList();
    }

    @Override
    public Outcome<UnbondingLock> unbond(Tokens amount) {
        return Outcomes.map(
                transactor.send(contract.unbond(amount, Position.UNKNOWN)),
                receipt -> calls.events()
                        .first(ChainEvent.Unbond.class, receipt.logs())
                        .map(event -> new UnbondingLock(event.lock(), event.amount(), event.withdrawRound()))
                        .orElseThrow(() -> silent("Unbond", receipt)));
    }

    @Override
    public Outcome<Tokens> withdrawStake(long lock) {
        return Outcomes.map(
                transactor.send(contract.withdrawStake(lock)),
                receipt -> calls.events()
                        .first(ChainEvent.WithdrawStake.class, receipt.logs())
                        .map(ChainEvent.WithdrawStake::amount)
                        .orElseThrow(() -> silent("WithdrawStake", receipt)));
    }

    private static ChainUnavailable silent(String event, Receipt receipt) {
        return new ChainUnavailable(
                "Transaction " + receipt.transaction() + " is mined without the event " + event
                        + "; is this the protocol's contract?",
                false);
    }

    @Override
    public Outcome<Commission> setCommission(Commission commission) {
        return Outcomes.map(
                transactor.send(contract.transcoder(commission.rewardCut(), commission.feeShare())), _ -> commission);
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
