package io.headrace.payments;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;

/** A lottery promise as it is signed and as the ticket broker redeems it (payments section 1.1). */
public record Ticket(
        EthAddress recipient,
        EthAddress sender,
        Wei faceValue,
        WinProb winProb,
        long senderNonce,
        Hash256 randHash,
        CreationRound creation) {

    public Ticket {
        if (senderNonce < 0 || senderNonce > 0xffff_ffffL) {
            throw new IllegalArgumentException("A nonce has 32 bits: " + senderNonce);
        }
    }

    /** A ticket of the recipient's offer. */
    public static Ticket of(TicketParams params, EthAddress sender, long senderNonce, CreationRound creation) {
        return new Ticket(
                params.recipient(),
                sender,
                params.faceValue(),
                params.winProb(),
                senderNonce,
                params.randHash(),
                creation);
    }

    public Credit expectedValue() {
        return winProb.expectedValue(faceValue);
    }

    /**
     * What the sender signs: the tight concatenation of the fields in their order, each number as 32 bytes. The
     * creation round is left out when it is {@link CreationRound#NONE}; the broker redeems no such ticket.
     */
    public Hash256 hash() {
        return new TicketHashes(this).ofNonce(senderNonce);
    }
}
