package io.headrace.ledger;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import java.math.BigInteger;

/**
 * Where a ledger's blocks come from: where they begin, how they are counted into rounds, and what their hashes are. The
 * same question has the same answer always, so that a ledger can be replayed. Those of a seed are made up; those of
 * {@link RecordedBlocks} are another chain's, on which a ledger then goes through the same story with the same tickets.
 */
public interface BlockSource {

    /** The block at which the ledger begins, and begins its first round. */
    long first();

    RoundCalendar calendar();

    /** @throws IllegalArgumentException for a block that this source does not have */
    Hash256 hash(long block);

    /**
     * Blocks from nowhere: round 1 begins before the first block, so that no round is taken for none. Another seed has
     * other hashes, so that tickets of one ledger are worthless on it.
     */
    static BlockSource seeded(long seed, long roundLength) {
        return new Seeded(seed, new RoundCalendar(1, 0, roundLength));
    }

    /** See {@link BlockSource#seeded}. */
    record Seeded(long seed, RoundCalendar calendar) implements BlockSource {

        @Override
        public long first() {
            return 1;
        }

        @Override
        public Hash256 hash(long block) {
            return Keccak.hash(bytes(seed), bytes(block));
        }

        private static byte[] bytes(long value) {
            return Hash256.of(BigInteger.valueOf(value).mod(BigInteger.ONE.shiftLeft(64)))
                    .bytes();
        }
    }
}
