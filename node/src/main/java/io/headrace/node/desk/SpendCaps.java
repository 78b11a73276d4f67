package io.headrace.node.desk;

import io.headrace.chain.transaction.SpendLimits;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.math.BigDecimal;

/**
 * The most a node spends, whatever the rest of it decides.
 *
 * @param tickets by what they are worth
 * @param transactions by the wei that they move and may cost; apart, so that a deposit does not eat what work may cost
 */
public record SpendCaps(SpendLimits tickets, SpendLimits transactions) {

    /** Peers, and kinds of work, told apart within an hour. */
    static final int NAMES = 1_000;

    /** Far above what any work costs today, and far below what a bug could cost. */
    public static final SpendCaps USUAL = new SpendCaps(
            new SpendLimits(eth("0.1"), eth("10"), eth("10"), eth("10"), NAMES), ofTransactions(eth("50")));

    static SpendLimits ofTransactions(Credit perHour) {
        return new SpendLimits(perHour, perHour, perHour, perHour, NAMES);
    }

    private static Credit eth(String decimal) {
        return Credit.of(new Wei(new BigDecimal(decimal).movePointRight(18).toBigIntegerExact()));
    }
}
