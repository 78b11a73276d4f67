package io.headrace.chain;

/**
 * How an orchestrator shares with those who stake behind it (payments section 4.5), in millionths.
 *
 * @param rewardCut of its rewards, what it keeps before the rest is shared by stake
 * @param feeShare of its fees, what is shared by stake
 */
public record Commission(long rewardCut, long feeShare) {

    public static final long WHOLE = 1_000_000;

    /** What the contract assumes of an orchestrator that never said anything. */
    public static final Commission NONE = new Commission(0, 0);

    public Commission {
        if (rewardCut < 0 || rewardCut > WHOLE || feeShare < 0 || feeShare > WHOLE) {
            throw new IllegalArgumentException("Reward cut and fee share are millionths, from 0 to " + WHOLE + ", not "
                    + rewardCut + " and " + feeShare);
        }
    }
}
