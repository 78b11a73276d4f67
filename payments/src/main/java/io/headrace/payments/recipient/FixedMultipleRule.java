package io.headrace.payments.recipient;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;

/**
 * The rule of a chain where redeeming costs nothing: a win pays a fixed multiple of what a ticket is worth, so that
 * wins are seen soon.
 *
 * @param multiple at least 2; one ticket in so many wins
 */
public record FixedMultipleRule(Wei ticketValue, long multiple) implements FaceValueRule {

    /** Of the local network: one ticket in ten wins. */
    public static final long LOCAL_MULTIPLE = 10;

    public FixedMultipleRule {
        if (multiple < 2) {
            throw new IllegalArgumentException("A ticket that always wins is no lottery: " + multiple);
        }
    }

    @Override
    public TicketTerms terms(Credit maxFloat, Wei gasPrice) {
        var possible = Credit.of(ticketValue.times(multiple)).min(maxFloat);
        return FaceValueRule.within(possible, Credit.of(ticketValue.times(2)), ticketValue);
    }
}
