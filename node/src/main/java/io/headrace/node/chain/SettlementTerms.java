package io.headrace.node.chain;

import io.headrace.chain.redemption.RedemptionLimits;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.FaceValueRule;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.RedemptionCostRule;
import java.util.OptionalLong;

/**
 * What redeeming costs on a chain, and what follows from it.
 *
 * @param faceValueMultiple a winner pays so many times what a ticket is worth; empty for the network's rule, by which it
 *     pays a hundred times what redeeming it costs (payments section 3.1)
 */
public record SettlementTerms(OptionalLong faceValueMultiple, RedemptionLimits redemption) {

    /** Where redeeming costs nothing and nothing is ever taken back. */
    public static final SettlementTerms LEDGER =
            new SettlementTerms(OptionalLong.of(FixedMultipleRule.LOCAL_MULTIPLE), RedemptionLimits.LOCAL);

    /** Rounds in which a ticket can be redeemed, as the network's broker has it. */
    private static final long TICKET_VALIDITY = 2;

    private static final int MAX_IN_FLIGHT = 8;
    private static final int DEVELOPMENT_CONFIRMATIONS = 3;

    /** Of a development chain: it charges, but in play money, so that winners are made often and redeemed at any cost. */
    public static final SettlementTerms DEVELOPMENT = new SettlementTerms(
            OptionalLong.of(FixedMultipleRule.LOCAL_MULTIPLE), redemption(0, Wei.ZERO, DEVELOPMENT_CONFIRMATIONS));

    /**
     * Of a chain with real money.
     *
     * @param redeemGas gas of one redemption
     * @param maxGasPrice wei per gas above which redemptions wait; zero for no limit
     * @param confirmations blocks after which a redemption is believed
     */
    public static SettlementTerms ofNetwork(long redeemGas, Wei maxGasPrice, int confirmations) {
        return new SettlementTerms(OptionalLong.empty(), redemption(redeemGas, maxGasPrice, confirmations));
    }

    private static RedemptionLimits redemption(long redeemGas, Wei maxGasPrice, int confirmations) {
        return new RedemptionLimits(redeemGas, maxGasPrice, TICKET_VALIDITY, MAX_IN_FLIGHT, confirmations);
    }

    /** @param ticketValue what a ticket shall be worth */
    public FaceValueRule faceValues(Wei ticketValue) {
        return faceValueMultiple.isPresent()
                ? new FixedMultipleRule(ticketValue, faceValueMultiple.getAsLong())
                : new RedemptionCostRule(ticketValue, redemption.redeemGas(), Wei.ZERO);
    }
}
