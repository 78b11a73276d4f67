package io.headrace.chain;

import io.headrace.crypto.EthAddress;

/**
 * How far an active orchestrator has come with its reward calls.
 *
 * @param round the last one for which it called reward; 0 for none
 */
public record LastReward(EthAddress orchestrator, long round) {}
