package io.headrace.payments.sender;

import io.headrace.payments.Credit;

/**
 * How much a gateway is willing to put into tickets.
 *
 * @param maxTicketValue the most that one ticket may be worth, in wei
 * @param maxPaymentValue the most that the tickets of one request may be worth together, in wei
 * @param depositMultiplier a face value may be at most the deposit over this; at least 1
 */
public record SenderLimits(Credit maxTicketValue, Credit maxPaymentValue, long depositMultiplier) {

    /** The network's (payments section 2.6). */
    public static final SenderLimits DEFAULT =
            new SenderLimits(Credit.of(3_000_000_000_000L), Credit.of(20_000_000_000_000L), 1);

    public SenderLimits {
        if (maxTicketValue.signum() <= 0 || maxPaymentValue.signum() <= 0 || depositMultiplier < 1) {
            throw new IllegalArgumentException("Limits that no ticket could keep: ticket " + maxTicketValue
                    + ", payment " + maxPaymentValue + ", deposit multiplier " + depositMultiplier);
        }
    }
}
