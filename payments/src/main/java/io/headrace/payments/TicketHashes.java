package io.headrace.payments;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * The hashes of tickets that differ in their nonce alone, as those of a batch do: the packed form is laid out once and
 * only four bytes change. One thread at a time.
 *
 * <pre>
 *   offset  width
 *   0       20     recipient
 *   20      20     sender
 *   40      32     faceValue, big-endian
 *   72      32     winProb, big-endian
 *   104     32     senderNonce, big-endian
 *   136     32     recipientRandHash
 *   168     0|64   auxData: creation round, hash of its block
 * </pre>
 *
 * <p>Source: payments section 1.2; {@code getTicketHash} of the ticket broker.
 */
public final class TicketHashes {

    private static final int NONCE_END = 136;

    private final byte[] packed;
    private final ByteBuffer view;

    /** @param any a ticket of the batch; its own nonce does not matter */
    public TicketHashes(Ticket any) {
        byte[] auxData = any.creation().auxData();
        packed = ByteBuffer.allocate(2 * EthAddress.LENGTH + 4 * Hash256.LENGTH + auxData.length)
                .put(any.recipient().bytes())
                .put(any.sender().bytes())
                .put(Hash256.of(any.faceValue().amount()).bytes())
                .put(Hash256.of(any.winProb().threshold()).bytes())
                .put(Hash256.of(BigInteger.ZERO).bytes())
                .put(any.randHash().bytes())
                .put(auxData)
                .array();
        view = ByteBuffer.wrap(packed);
    }

    /** @param senderNonce 32 bits, unsigned */
    public Hash256 ofNonce(long senderNonce) {
        view.putInt(NONCE_END - Integer.BYTES, (int) senderNonce);
        return Keccak.hash(packed);
    }
}
