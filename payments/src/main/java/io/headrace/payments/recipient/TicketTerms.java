package io.headrace.payments.recipient;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;

/** What a ticket is to look like, or why none is wanted of this sender. */
public sealed interface TicketTerms {

    record Lottery(Wei faceValue, WinProb winProb) implements TicketTerms {
        /** For free work: nothing to win. */
        public static final Lottery NOTHING = new Lottery(Wei.ZERO, WinProb.NEVER);
    }

    /**
     * No face value is both safe to accept and worth redeeming. The sender's reserve is too small, or the operator's
     * own cap.
     *
     * @param possible the highest face value that could be accepted; negative when more is pending than covered
     * @param needed the lowest that would do
     */
    record ReserveTooLow(Credit possible, Credit needed) implements TicketTerms {
        /** The sentence by which the network's nodes know this refusal. */
        public String message() {
            return "insufficient sender reserve";
        }
    }
}
