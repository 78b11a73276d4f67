package io.headrace.ethereum.abi;

import io.headrace.chain.Tokens;

/**
 * What an orchestrator's earnings of one round are shared by.
 *
 * @param rewardCut of a million
 * @param feeShare of a million
 */
public record EarningsPool(Tokens totalStake, long rewardCut, long feeShare) {}
