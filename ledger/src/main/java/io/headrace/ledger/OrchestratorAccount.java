package io.headrace.ledger;

import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;

/** An orchestrator at the bonding contract; registered by having any stake. */
public record OrchestratorAccount(Tokens stake, Wei pendingFees, long lastRewardRound) {

    static final OrchestratorAccount NOTHING = new OrchestratorAccount(Tokens.ZERO, Wei.ZERO, 0);

    boolean registered() {
        return !stake.isZero();
    }

    OrchestratorAccount bonding(Tokens more) {
        return new OrchestratorAccount(stake.plus(more), pendingFees, lastRewardRound);
    }

    OrchestratorAccount earning(Wei fees) {
        return new OrchestratorAccount(stake, pendingFees.plus(fees), lastRewardRound);
    }

    OrchestratorAccount paidOut(Wei fees) {
        return new OrchestratorAccount(stake, pendingFees.minus(fees), lastRewardRound);
    }

    OrchestratorAccount rewarded(Tokens minted, long round) {
        return new OrchestratorAccount(stake.plus(minted), pendingFees, round);
    }
}
