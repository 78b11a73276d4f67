package io.headrace.node.desk;

import io.headrace.chain.Bonding;
import io.headrace.chain.Commission;
import io.headrace.chain.Earnings;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.List;

/** The bonding contract of a {@link GuardedChain}: none of its calls moves wei out of the wallet but the gas. */
record GuardedBonding(Bonding bonding, GuardedChain chain) implements Bonding {

    @Override
    public List<EthAddress> activeOrchestrators() {
        return bonding.activeOrchestrators();
    }

    @Override
    public int poolSize() {
        return bonding.poolSize();
    }

    @Override
    public OrchestratorStanding standing(EthAddress orchestrator) {
        return bonding.standing(orchestrator);
    }

    @Override
    public Earnings earnings(EthAddress orchestrator) {
        return bonding.earnings(orchestrator);
    }

    @Override
    public List<UnbondingLock> unbondingLocks(EthAddress account) {
        return bonding.unbondingLocks(account);
    }

    @Override
    public Outcome<OrchestratorStanding> bond(Tokens amount) {
        chain.ask(Purpose.BOND, Wei.ZERO);
        return bonding.bond(amount);
    }

    @Override
    public Outcome<UnbondingLock> unbond(Tokens amount) {
        chain.ask(Purpose.UNBOND, Wei.ZERO);
        return bonding.unbond(amount);
    }

    @Override
    public Outcome<Tokens> withdrawStake(long lock) {
        chain.ask(Purpose.WITHDRAW_STAKE, Wei.ZERO);
        return bonding.withdrawStake(lock);
    }

    @Override
    public Outcome<Commission> setCommission(Commission commission) {
        chain.ask(Purpose.COMMISSION, Wei.ZERO);
        return bonding.setCommission(commission);
    }

    @Override
    public Outcome<Tokens> reward() {
        chain.ask(Purpose.REWARD, Wei.ZERO);
        return bonding.reward();
    }

    @Override
    public Outcome<Wei> withdrawFees(Wei amount) {
        chain.ask(Purpose.WITHDRAW_FEES, Wei.ZERO);
        return bonding.withdrawFees(amount);
    }
}
