package io.headrace.payments.recipient;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;

/** How a recipient chooses face value and chance: few large wins save redemption fees, many small ones save patience. */
public sealed interface FaceValueRule permits RedemptionCostRule, FixedMultipleRule {

    /** What a ticket shall be worth, in wei. */
    Wei ticketValue();

    /**
     * @param maxFloat how much unredeemed winning value is accepted from the sender; may be negative
     * @param gasPrice wei per gas, for the cost of redeeming
     */
    TicketTerms terms(Credit maxFloat, Wei gasPrice);

    /** The terms of a face value within the float, or the refusal. */
    static TicketTerms within(Credit faceValue, Credit needed, Wei ticketValue) {
        return faceValue.compareTo(needed) < 0
                ? new TicketTerms.ReserveTooLow(faceValue, needed)
                : lottery(new Wei(faceValue.numerator()), ticketValue);
    }

    private static TicketTerms lottery(Wei faceValue, Wei ticketValue) {
        return new TicketTerms.Lottery(faceValue, WinProb.worth(ticketValue, faceValue));
    }
}
