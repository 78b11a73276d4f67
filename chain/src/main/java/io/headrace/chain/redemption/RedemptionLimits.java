package io.headrace.chain.redemption;

import io.headrace.payments.Wei;

/**
 * When a redemption is worth its cost.
 *
 * @param redeemGas gas of one redemption
 * @param maxGasPrice wei per gas above which redemptions wait; zero for no limit
 * @param ticketValidity rounds in which a ticket can be redeemed, its creation round included
 * @param maxInFlight redemptions that are checked or submitted at once
 */
public record RedemptionLimits(long redeemGas, Wei maxGasPrice, long ticketValidity, int maxInFlight) {

    /** Of a chain that charges nothing. */
    public static final RedemptionLimits LOCAL = new RedemptionLimits(0, Wei.ZERO, 2, 8);

    public RedemptionLimits {
        if (redeemGas < 0 || ticketValidity < 1 || maxInFlight < 1) {
            throw new IllegalArgumentException("No redemption keeps these: gas " + redeemGas + ", validity "
                    + ticketValidity + ", in flight " + maxInFlight);
        }
    }
}
