package io.headrace.payments;

import io.headrace.crypto.Hash256;
import java.math.BigInteger;

/**
 * A ticket that pays, with all that redeeming it needs. It must be kept safe before anybody is told of it, and it must
 * not be redeemed while its offer stands: redeeming publishes recipientRand, after which the sender could make tickets
 * of the same offer that it knows to lose (payments section 3.7).
 *
 * @param recipientRand the number behind the ticket's commitment
 * @param expirationBlock the first L1 block at which the offer no longer stands
 */
public record WinningTicket(SignedTicket signed, Hash256 recipientRand, BigInteger expirationBlock) {

    public Ticket ticket() {
        return signed.ticket();
    }

    /** By this the broker, and so every store, knows the ticket. */
    public Hash256 hash() {
        return signed.ticket().hash();
    }

    public boolean mayBeRevealed(long latestBlock) {
        return expirationBlock.compareTo(BigInteger.valueOf(latestBlock)) <= 0;
    }

    @Override
    public String toString() {
        return "WinningTicket of " + ticket().sender() + " nonce " + ticket().senderNonce() + " worth "
                + ticket().faceValue() + " wei";
    }
}
