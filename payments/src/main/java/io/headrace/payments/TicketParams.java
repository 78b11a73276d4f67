package io.headrace.payments;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import java.math.BigInteger;

/**
 * A recipient's offer: tickets of this form are accepted until the block of expiration (payments section 1; message
 * {@code net.TicketParams}).
 *
 * @param recipient who is paid
 * @param randHash the commitment to the recipient's secret number
 * @param seed an unsigned number of at most 256 bits, echoed unchanged by the sender
 * @param expirationBlock the first L1 block at which the offer no longer stands
 * @param creation the round that tickets of this offer must name
 */
public record TicketParams(
        EthAddress recipient,
        Wei faceValue,
        WinProb winProb,
        Hash256 randHash,
        BigInteger seed,
        BigInteger expirationBlock,
        CreationRound creation) {

    /** What one ticket of this offer is worth. */
    public Credit expectedValue() {
        return winProb.expectedValue(faceValue);
    }
}
