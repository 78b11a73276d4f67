package io.headrace.chain.transaction;

import java.time.Duration;
import java.time.Instant;

/**
 * A transaction between its nonce and its end.
 *
 * @param since the last sending that was new, or the moment it fell out of the chain: the timeout runs from here
 * @param exposed whether an endpoint may have taken any of its tries; if none did, its nonce can be given again
 */
public record Flight(Transaction transaction, Phase phase, Instant since, boolean exposed, Seen seen) {

    /** What is being done about it: one thing at a time. */
    public sealed interface Phase {
        record Resting() implements Phase {}

        record Sending() implements Phase {}

        /** @param block the head when it was asked */
        record LookingUp(long block) implements Phase {}
    }

    /** Where it was when it was last looked up. */
    public sealed interface Seen {
        record Unmined() implements Seen {}

        record Mined(Receipt receipt) implements Seen {}

        /** Its nonce is used and none of ours is known. */
        record Ousted(long sinceBlock) implements Seen {}
    }

    static Flight begun(Transaction transaction, Instant now) {
        return new Flight(transaction, new Phase.Sending(), now, false, new Seen.Unmined());
    }

    /** Of an earlier life: nobody knows how far it came. */
    static Flight restored(Transaction transaction, Instant now) {
        return new Flight(transaction, new Phase.Resting(), now, true, new Seen.Unmined());
    }

    public long nonce() {
        return transaction.nonce();
    }

    boolean overdue(Instant now, Duration timeout) {
        return !now.isBefore(since.plus(timeout));
    }

    Flight in(Phase next) {
        return new Flight(transaction, next, since, exposed, seen);
    }

    Flight resting(Seen now) {
        return new Flight(transaction, new Phase.Resting(), since, exposed, now);
    }

    Flight taken() {
        return new Flight(transaction, new Phase.Resting(), since, true, seen);
    }

    /** The timeout begins anew. */
    Flight from(Instant now) {
        return new Flight(transaction, phase, now, exposed, seen);
    }

    Flight trying(Fees dearer, Instant now) {
        return new Flight(transaction.trying(dearer), new Phase.Sending(), now, exposed, seen);
    }
}
