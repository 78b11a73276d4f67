package io.headrace.ledger;

/** What happens to a winner whose sender cannot pay it in full; both rules are deployed somewhere (payments section 4.9). */
public enum CoverRule {
    /** Whatever is there is paid and the ticket is used up. */
    PARTIAL_PAYOUT,
    /** Deposit and reserve together must cover the face value, or the call is refused and the ticket stays good. */
    FULL_COVER
}
