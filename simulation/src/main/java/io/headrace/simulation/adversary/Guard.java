package io.headrace.simulation.adversary;

/** A guard that the production rules keep. A trial can leave one out, to see that its absence is noticed. */
public enum Guard {
    /** A gateway looks at an offer before it makes tickets of it. */
    OFFER_CHECK,
    /** A gateway leaves an orchestrator whose price has more than doubled. */
    PRICE_CHECK,
    /** A gateway lets no more be at risk than guarantee 1 allows. */
    EXPOSURE_LIMIT,
    /** A recipient knows which nonces it has seen. */
    NONCES,
    /** It knows them after a restart, too. */
    NONCES_OVER_RESTARTS,
    /** A recipient takes tickets of its own, unchanged offers alone. */
    COMMITMENT,
    /** A recipient takes nothing of a sender whose money may be gone before a winner is redeemed. */
    UNLOCKING,
    /** A recipient asks for no face value that its share of the reserve does not cover. */
    MAX_FLOAT,
    /** A recipient counts credit once (guarantee 2). */
    RESERVATIONS
}
