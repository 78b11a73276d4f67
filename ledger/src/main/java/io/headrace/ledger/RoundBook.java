package io.headrace.ledger;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import java.util.SortedMap;

/**
 * The rounds that were begun.
 *
 * @param lastBegun 0 before the first
 * @param hashes the block hash of each round that was begun; a skipped round has none
 * @param active the stakes of the orchestrators that are active in the last round begun, fixed when it began
 */
public record RoundBook(long lastBegun, SortedMap<Long, Hash256> hashes, SortedMap<EthAddress, Tokens> active) {

    static final RoundBook EMPTY = new RoundBook(0, Sorted.none(), Sorted.none());

    CreationRound last() {
        return lastBegun == 0 ? CreationRound.NONE : new CreationRound(lastBegun, hash(lastBegun));
    }

    /** All zeros for a round that was never begun. */
    Hash256 hash(long round) {
        return hashes.getOrDefault(round, Hash256.ZERO);
    }

    RoundBook begun(long round, Hash256 hash, SortedMap<EthAddress, Tokens> stakes) {
        return new RoundBook(round, Sorted.with(hashes, round, hash), stakes);
    }
}
