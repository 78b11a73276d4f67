package io.headrace.chain.redemption;

import io.headrace.chain.Revert;
import io.headrace.payments.Wei;

/** How a winner left the queue; for good. */
public sealed interface Ending {

    /** @param amount what really moved; below the face value when the sender had less */
    record Paid(Wei amount, String transaction) implements Ending {}

    /** Somebody redeemed it, perhaps we ourselves before a restart: the recipient has its money. */
    record UsedBefore() implements Ending {}

    /** Its rounds have passed. */
    record Expired(long creationRound, long lastRound) implements Ending {}

    /** The broker would never take it. */
    record Worthless(Revert reason) implements Ending {}
}
