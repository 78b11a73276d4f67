package io.headrace.payments;

import io.headrace.crypto.Hash256;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** The round in which a ticket was made, bound to one chain by the hash of the block that began it. */
public record CreationRound(long round, Hash256 blockHash) {

    /** What is meant when a message leaves it out. */
    public static final CreationRound NONE = new CreationRound(0, Hash256.ZERO);

    public CreationRound {
        if (round < 0) {
            throw new IllegalArgumentException("Rounds count from zero: " + round);
        }
    }

    /**
     * Whether tickets can name it: the broker redeems none whose round has no block hash, and senders put their own
     * round in place of one that lacks either (payments section 1.9).
     */
    public boolean isComplete() {
        return round != 0 && !blockHash.equals(Hash256.ZERO);
    }

    /** Round and block hash as a ticket carries them, 64 bytes; none at all for {@link #NONE}. */
    public byte[] auxData() {
        if (equals(NONE)) {
            return new byte[0];
        }
        return ByteBuffer.allocate(2 * Hash256.LENGTH)
                .put(Hash256.of(BigInteger.valueOf(round)).bytes())
                .put(blockHash.bytes())
                .array();
    }
}
