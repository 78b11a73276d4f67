package io.headrace.ledger;

import io.headrace.crypto.Hash256;
import java.util.Map;

/**
 * Blocks that another chain had.
 *
 * @param first the block in which that chain began the round with which the ledger begins
 * @param hashes by block number; the block before each one that begins a round is needed, no other
 */
public record RecordedBlocks(long first, RoundCalendar calendar, Map<Long, Hash256> hashes) implements BlockSource {

    public RecordedBlocks {
        hashes = Map.copyOf(hashes);
    }

    @Override
    public Hash256 hash(long block) {
        var hash = hashes.get(block);
        if (hash == null) {
            throw new IllegalArgumentException("Block " + block + " was not recorded, only " + hashes.size()
                    + " others; record the block before each round that begins");
        }
        return hash;
    }
}
