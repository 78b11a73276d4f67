package io.headrace.ethereum.abi;

/**
 * What {@code getTranscoder} tells, without the factors by which delegators share.
 *
 * @param rewardCut what the orchestrator keeps of rewards, of a million
 * @param feeShare what its delegators get of fees, of a million
 * @param activationRound from which it is active; 0 for never
 * @param deactivationRound from which it no longer is; {@link Long#MAX_VALUE} while nothing ends it
 */
public record OrchestratorRecord(
        long lastRewardRound, long rewardCut, long feeShare, long activationRound, long deactivationRound) {

    public boolean activeIn(long round) {
        return activationRound <= round && round < deactivationRound;
    }
}
