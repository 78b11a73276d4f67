package io.headrace.ledger;

import io.headrace.chain.Commission;
import io.headrace.chain.Earnings;
import io.headrace.chain.OrchestratorStanding;
import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;

/**
 * An orchestrator at the bonding contract; registered by having any stake.
 *
 * @param bondedFrom the round from which its stake counts as bonded: the one after it bonded anew
 */
public record OrchestratorAccount(
        Tokens stake, long bondedFrom, Wei pendingFees, long lastRewardRound, Commission commission, StakeLocks locks) {

    static final OrchestratorAccount NOTHING =
            new OrchestratorAccount(Tokens.ZERO, 0, Wei.ZERO, 0, Commission.NONE, StakeLocks.NONE);

    boolean registered() {
        return !stake.isZero();
    }

    /** Registered, and for more than this round. */
    boolean bonded(long round) {
        return registered() && bondedFrom <= round;
    }

    /** @param from the round in which a stake begins to count, where there was none */
    OrchestratorAccount bonding(Tokens more, long from) {
        return new OrchestratorAccount(
                stake.plus(more), registered() ? bondedFrom : from, pendingFees, lastRewardRound, commission, locks);
    }

    OrchestratorAccount unbonding(Tokens amount, long withdrawRound) {
        return new OrchestratorAccount(
                stake.minus(amount),
                bondedFrom,
                pendingFees,
                lastRewardRound,
                commission,
                locks.with(amount, withdrawRound));
    }

    OrchestratorAccount withoutLock(long lock) {
        return new OrchestratorAccount(
                stake, bondedFrom, pendingFees, lastRewardRound, commission, locks.without(lock));
    }

    OrchestratorAccount taking(Commission newer) {
        return new OrchestratorAccount(stake, bondedFrom, pendingFees, lastRewardRound, newer, locks);
    }

    OrchestratorAccount earning(Wei fees) {
        return new OrchestratorAccount(stake, bondedFrom, pendingFees.plus(fees), lastRewardRound, commission, locks);
    }

    OrchestratorAccount paidOut(Wei fees) {
        return new OrchestratorAccount(stake, bondedFrom, pendingFees.minus(fees), lastRewardRound, commission, locks);
    }

    OrchestratorAccount rewarded(Tokens minted, long round) {
        return new OrchestratorAccount(stake.plus(minted), bondedFrom, pendingFees, round, commission, locks);
    }

    OrchestratorStanding standing(boolean active) {
        return new OrchestratorStanding(registered(), active, stake, pendingFees, lastRewardRound);
    }

    Earnings earnings() {
        return new Earnings(pendingFees, stake, lastRewardRound, commission);
    }
}
