package io.headrace.ethereum.block;

import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain's time, from what happens on it.
 *
 * @param block the settlement number of the latest block
 * @param rounds the last rounds that were begun, oldest first; at least one. The one before is kept for when a block
 *     that began a round is taken back
 */
record ChainClock(long block, List<CreationRound> rounds) {

    private static final int KEPT = 4;

    ChainClock {
        rounds = List.copyOf(rounds.subList(Math.max(0, rounds.size() - KEPT), rounds.size()));
    }

    static ChainClock at(long block, CreationRound round) {
        return new ChainClock(block, List.of(round));
    }

    ChainTime time() {
        return new ChainTime(block, rounds.getLast());
    }

    ChainClock after(BlockChange change) {
        return switch (change) {
            case BlockChange.Added(var header, var _) -> new ChainClock(header.settlementNumber(), with(change));
            case BlockChange.CaughtUp _ -> new ChainClock(block, with(change));
            case BlockChange.Removed _ -> new ChainClock(block, without(change));
        };
    }

    private List<CreationRound> with(BlockChange change) {
        var all = new ArrayList<>(rounds);
        for (var begun : change.events(ChainEvent.NewRound.class)) {
            if (begun.round().round() > all.getLast().round()) {
                all.add(begun.round());
            }
        }
        return all;
    }

    /** The very first one stays: a round that is known to be too old is better than none. */
    private List<CreationRound> without(BlockChange change) {
        var all = new ArrayList<>(rounds);
        for (var begun : change.events(ChainEvent.NewRound.class)) {
            if (all.size() > 1) {
                all.remove(begun.round());
            }
        }
        return all;
    }
}
