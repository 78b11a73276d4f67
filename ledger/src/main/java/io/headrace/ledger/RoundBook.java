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
 * @param active the orchestrators that are active in the last round begun, with the stakes that they had when it began
 * @param activeStake of all that were active when it began
 */
public record RoundBook(
        long lastBegun,
        SortedMap<Long, Hash256> hashes,
        SortedMap<EthAddress, Tokens> active,
        Tokens activeStake,
        Minting minting) {

    static RoundBook before(Minting minting) {
        return new RoundBook(0, Sorted.none(), Sorted.none(), Tokens.ZERO, minting);
    }

    CreationRound last() {
        return lastBegun == 0 ? CreationRound.NONE : new CreationRound(lastBegun, hash(lastBegun));
    }

    /** All zeros for a round that was never begun. */
    Hash256 hash(long round) {
        return hashes.getOrDefault(round, Hash256.ZERO);
    }

    RoundBook begun(long round, Hash256 hash, SortedMap<EthAddress, Tokens> stakes, Inflation inflation) {
        var all = stakes.values().stream().reduce(Tokens.ZERO, Tokens::plus);
        return new RoundBook(round, Sorted.with(hashes, round, hash), stakes, all, minting.nextRound(inflation, all));
    }

    /** Whoever is pushed out of the pool and comes back in the same round is active from the next one on. */
    RoundBook rejoined(EthAddress orchestrator) {
        return new RoundBook(lastBegun, hashes, Sorted.without(active, orchestrator), activeStake, minting);
    }

    RoundBook with(Minting newMinting) {
        return new RoundBook(lastBegun, hashes, active, activeStake, newMinting);
    }
}
