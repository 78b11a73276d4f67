package io.headrace.chain.transaction;

import io.headrace.payments.Wei;
import java.time.Duration;

/**
 * How an account's transactions are sent.
 *
 * @param ceiling wei per gas above which nothing is ever offered
 * @param timeout how long a sending may stay out of the chain before it is replaced
 * @param maxReplacements of one nonce
 * @param confirmations blocks on top of a transaction's own after which it is believed to stay; 0 where the chain
 *     never takes back
 * @param maxInFlight nonces that are under way at once
 * @param maxWaiting calls that may wait for a nonce
 * @param longestHold how long a call may wait for a nonce, because of gas, places or a silent endpoint
 */
public record TransactionLimits(
        Wei ceiling,
        Duration timeout,
        int maxReplacements,
        int confirmations,
        int maxInFlight,
        int maxWaiting,
        Duration longestHold) {

    public TransactionLimits {
        boolean never = ceiling.isZero() || !timeout.isPositive() || !longestHold.isPositive();
        if (never || maxReplacements < 0 || confirmations < 0 || maxInFlight < 1 || maxWaiting < 1) {
            throw new IllegalArgumentException("Nothing is ever sent with a ceiling of " + ceiling
                    + " wei, a timeout of "
                    + timeout + ", a hold of " + longestHold + ", " + maxReplacements + " replacements, "
                    + confirmations + " confirmations, " + maxInFlight + " in flight, " + maxWaiting + " waiting");
        }
    }

    /** As the network's own node has it, where it has it: 5 minutes, one replacement. */
    public static TransactionLimits under(Wei ceiling) {
        return new TransactionLimits(ceiling, Duration.ofMinutes(5), 1, 3, 16, 1_000, Duration.ofHours(1));
    }
}
