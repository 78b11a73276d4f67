package io.headrace.payments;

import io.headrace.crypto.Hash256;

/** The round in which a ticket was made, bound to one chain by the hash of the block that began it. */
public record CreationRound(long round, Hash256 blockHash) {

    /** What is meant when a message leaves it out. */
    public static final CreationRound NONE = new CreationRound(0, Hash256.ZERO);

    public CreationRound {
        if (round < 0) {
            throw new IllegalArgumentException("Rounds count from zero: " + round);
        }
    }
}
