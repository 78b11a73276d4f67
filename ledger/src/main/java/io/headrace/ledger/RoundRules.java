package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Blocks and rounds (payments section 4.4). */
record RoundRules(LedgerConfig config) {

    private static final long LOCKED_PART = 10;

    long current(LedgerState state) {
        return round(state.block());
    }

    boolean begun(LedgerState state) {
        return state.rounds().lastBegun() == current(state);
    }

    RoundStatus status(LedgerState state) {
        long round = current(state);
        return new RoundStatus(round, begun(state), state.rounds().last(), startBlock(round), config.roundLength());
    }

    /** Why no stake or fee may be moved now. */
    Optional<Revert> closed(LedgerState state) {
        if (state.paused()) {
            return Optional.of(Revert.SYSTEM_PAUSED);
        }
        return begun(state) ? Optional.empty() : Optional.of(Revert.ROUND_NOT_INITIALIZED);
    }

    /** Whether the round's last tenth has begun, in which no orchestrator changes its commission. */
    boolean locked(LedgerState state) {
        long since = state.block() - startBlock(current(state));
        return since >= config.roundLength() - config.roundLength() / LOCKED_PART;
    }

    LedgerStep advance(LedgerState state, long blocks) {
        var events = new ArrayList<LedgerEvent>();
        var next = state;
        for (long i = 0; i < blocks; i++) {
            next = next.atBlock(next.block() + 1);
            events.add(new LedgerEvent.BlockMined(next.block()));
            if (config.beginsRounds() && !begun(next) && !next.paused()) {
                next = begin(next);
                events.add(new LedgerEvent.RoundBegan(next.rounds().last()));
            }
        }
        return new LedgerStep.Applied(next, events);
    }

    LedgerStep beginRound(LedgerState state) {
        if (state.paused()) {
            return LedgerStep.refused(Revert.SYSTEM_PAUSED);
        }
        if (begun(state)) {
            return LedgerStep.refused(Revert.ROUND_ALREADY_INITIALIZED);
        }
        var next = begin(state);
        return LedgerStep.applied(next, new LedgerEvent.RoundBegan(next.rounds().last()));
    }

    /** Fixes the round's hash, which is that of the block before, and who is active in it with which stake. */
    LedgerState begin(LedgerState state) {
        long round = current(state);
        return state.with(state.rounds().begun(round, blockHash(state.block() - 1), stakes(state)));
    }

    /** The same seed has the same hashes; another seed has others, so that tickets of one ledger are worthless on it. */
    Hash256 blockHash(long block) {
        return Keccak.hash(bytes(config.seed()), bytes(block));
    }

    /** The first round is 1, so that no round is taken for none. */
    private long round(long block) {
        return block / config.roundLength() + 1;
    }

    private long startBlock(long round) {
        return (round - 1) * config.roundLength();
    }

    private static SortedMap<EthAddress, Tokens> stakes(LedgerState state) {
        List<EthAddress> pool = state.pool();
        SortedMap<EthAddress, Tokens> stakes = Sorted.none();
        for (var member : pool) {
            stakes = Sorted.with(stakes, member, state.orchestrator(member).stake());
        }
        return stakes;
    }

    private static byte[] bytes(long value) {
        return Hash256.of(BigInteger.valueOf(value).mod(BigInteger.ONE.shiftLeft(64)))
                .bytes();
    }
}
