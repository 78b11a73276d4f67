package io.headrace.chain;

import io.headrace.payments.Wei;

/**
 * What the bonding contract knows of an orchestrator.
 *
 * @param registered bonded to itself with more than nothing
 * @param active within the set that may be paid and rewarded in the current round
 * @param pendingFees what redemptions credited and was not withdrawn
 * @param lastRewardRound the last round for which it called reward; 0 for none
 */
public record OrchestratorStanding(
        boolean registered, boolean active, Tokens stake, Wei pendingFees, long lastRewardRound) {

    public static final OrchestratorStanding UNKNOWN = new OrchestratorStanding(false, false, Tokens.ZERO, Wei.ZERO, 0);
}
