package io.headrace.payments.sender;

import io.headrace.payments.Credit;

/** What came of asking a session to pay for a unit. */
public sealed interface Staging {

    /** The session, with the unit in flight, and the payment that goes with the unit. */
    record Staged(TicketSession session, StagedPayment payment) implements Staging {}

    /** The offer is not one to make tickets of. The session is as it was. */
    record Refused(OfferRefusal refusal) implements Staging {}

    /**
     * Paying now would put more at risk than guarantee 1 allows, because tickets of other units were not answered yet.
     * There is always such a unit, so an answer or its absence will come; ask again then. The session is as it was.
     *
     * @param exposure what would be at risk
     * @param limit what may be
     */
    record MustWait(Credit exposure, Credit limit) implements Staging {}
}
