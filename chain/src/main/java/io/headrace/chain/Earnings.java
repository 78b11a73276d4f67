package io.headrace.chain;

import io.headrace.payments.Wei;

/**
 * What an orchestrator's work brought it in the bonding contract.
 *
 * @param pendingFees from redeemed tickets, to be withdrawn
 * @param pendingStake its own stake with the rewards that it has not claimed, without that of its delegators
 * @param lastRewardRound the last round for which it called reward; 0 for none
 */
public record Earnings(Wei pendingFees, Tokens pendingStake, long lastRewardRound, Commission commission) {

    public static final Earnings NONE = new Earnings(Wei.ZERO, Tokens.ZERO, 0, Commission.NONE);
}
