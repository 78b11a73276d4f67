package io.headrace.chain.transaction;

import io.headrace.payments.Credit;

/**
 * The most that may be spent, whatever the rest of the node decides. Any second and any hour, not those of the clock.
 *
 * @param perSecond of all together
 * @param perHour of all together
 * @param perPeerHour with one peer
 * @param perPipelineHour for one kind of work
 * @param maxNames peers, and kinds of work, that are told apart within an hour; further ones are refused
 */
public record SpendLimits(Credit perSecond, Credit perHour, Credit perPeerHour, Credit perPipelineHour, int maxNames) {

    public SpendLimits {
        if (perSecond.signum() < 0
                || perHour.signum() < 0
                || perPeerHour.signum() < 0
                || perPipelineHour.signum() < 0) {
            throw new IllegalArgumentException("A cap below nothing: " + perSecond + " per second, " + perHour
                    + " per hour, " + perPeerHour + " per peer, " + perPipelineHour + " per pipeline");
        }
        if (maxNames < 1) {
            throw new IllegalArgumentException("Nobody can be paid with " + maxNames + " names");
        }
    }
}
