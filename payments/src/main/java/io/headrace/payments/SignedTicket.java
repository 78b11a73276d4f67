package io.headrace.payments;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;

/** A promise and the sender's word for it. */
public record SignedTicket(Ticket ticket, Signature signature) {

    /**
     * Whether this ticket pays: the hash of signature and recipientRand, read as a number, lies below the win
     * probability. Neither side can choose it, for the signature is the sender's and the number the recipient's
     * (payments section 1.4).
     */
    public boolean wins(Hash256 recipientRand) {
        return wins(ticket.winProb(), signature, recipientRand);
    }

    /** The same, of a ticket that was not put together yet. */
    public static boolean wins(WinProb winProb, Signature signature, Hash256 recipientRand) {
        return Keccak.hash(signature.bytes(), recipientRand.bytes())
                        .toUnsigned()
                        .compareTo(winProb.threshold())
                < 0;
    }
}
