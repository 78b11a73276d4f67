package io.headrace.payments.recipient;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;

/**
 * The network's rule (payments section 3.1): a win pays a hundred times what redeeming it costs, unless the sender's
 * float or the operator's cap is smaller, as long as it still pays for being redeemed at today's gas price or at an
 * ordinary one.
 *
 * @param redeemGas gas of one redemption
 * @param maxFaceValue the operator's cap in wei; zero for none
 */
public record RedemptionCostRule(Wei ticketValue, long redeemGas, Wei maxFaceValue) implements FaceValueRule {

    /** The network's demand, 8 gwei. */
    public static final Wei DEFAULT_TICKET_VALUE = Wei.of(8_000_000_000L);

    public static final long REDEEM_GAS_ARBITRUM = 1_200_000;
    public static final long REDEEM_GAS_ELSEWHERE = 350_000;

    private static final long COST_MULTIPLIER = 100;
    private static final long VALUE_MULTIPLIER = 100;

    /** What gas costs on an ordinary day; a spike must not stop the work of senders that suffice on such a day. */
    private static final Wei ORDINARY_GAS_PRICE = Wei.of(3_000_000_000L);

    @Override
    public TicketTerms terms(Credit maxFloat, Wei gasPrice) {
        var cost = gasPrice.times(redeemGas);
        var wanted = cost.times(COST_MULTIPLIER);
        if (wanted.compareTo(ticketValue) < 0) {
            wanted = ticketValue.times(VALUE_MULTIPLIER);
        }
        var possible = Credit.of(wanted).min(maxFloat);
        if (!maxFaceValue.isZero()) {
            possible = possible.min(Credit.of(maxFaceValue));
        }
        var worthRedeeming = cost.min(ORDINARY_GAS_PRICE.times(redeemGas));
        return FaceValueRule.within(possible, Credit.of(ticketValue).max(Credit.of(worthRedeeming)), ticketValue);
    }
}
