package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Blocks and rounds (payments section 4.4). */
record RoundRules(LedgerConfig config, BlockSource blocks) {

    private static final long LOCKED_PART = 10;

    long current(LedgerState state) {
        return blocks.calendar().roundOf(state.block());
    }

    boolean begun(LedgerState state) {
        return state.rounds().lastBegun() == current(state);
    }

    RoundStatus status(LedgerState state) {
        long round = current(state);
        var calendar = blocks.calendar();
        return new RoundStatus(round, begun(state), state.rounds().last(), calendar.startOf(round), calendar.length());
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
        var calendar = blocks.calendar();
        long since = state.block() - calendar.startOf(current(state));
        return since >= calendar.length() - calendar.length() / LOCKED_PART;
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
        var hash = blocks.hash(state.block() - 1);
        return state.with(state.rounds().begun(current(state), hash, stakes(state), config.inflation()));
    }

    /** Who may be paid and rewarded in the current round: before it has begun, those who will be when it does. */
    List<EthAddress> active(LedgerState state) {
        return begun(state) ? List.copyOf(state.rounds().active().keySet()) : state.pool();
    }

    private static SortedMap<EthAddress, Tokens> stakes(LedgerState state) {
        List<EthAddress> pool = state.pool();
        SortedMap<EthAddress, Tokens> stakes = Sorted.none();
        for (var member : pool) {
            stakes = Sorted.with(stakes, member, state.orchestrator(member).stake());
        }
        return stakes;
    }
}
