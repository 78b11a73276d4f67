package io.headrace.ethereum;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.BondingContract;
import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.abi.Contracts;
import io.headrace.ethereum.abi.OrchestratorRecord;
import io.headrace.ethereum.block.EventSource;
import io.headrace.ethereum.block.LoggedEvent;
import io.headrace.ethereum.rpc.RpcRefusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The orchestrators' records, kept up by the contract's events: whoever joins or leaves the pool or calls reward is named
 * there, and nobody else's record changes in what is asked here (payments section 4.5). A look in a round that is known
 * costs three questions and one for each orchestrator that was named since the last. In a new round the whole pool is
 * read again, so that what a reorganisation took back is not believed for longer.
 *
 * <p>The set of a round is fixed when it begins, but for one case: who is pushed out of the pool stays active until the
 * round ends, unless it comes back before. So those that left are kept, and at the first look of all searched for among
 * the round's events, {@value #BLOCKS_LOOKED_BACK} blocks back; one that left before those is missing for that round.
 *
 * <p>Any thread, one look at a time; blocks.
 */
final class OrchestratorBook {

    /** More members than any deployment allows; a list that is longer goes in a circle. */
    private static final int LONGEST_POOL = 1_000;

    private static final long BLOCKS_LOOKED_BACK = 20_000;

    /** @param block up to which events were read */
    private record Page(long round, long block, SortedMap<EthAddress, OrchestratorRecord> records) {
        Page {
            records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        }

        SortedMap<EthAddress, OrchestratorRecord> active() {
            var members = new TreeMap<>(records);
            members.values().removeIf(member -> !member.activeIn(round));
            return members;
        }
    }

    private final ContractCalls calls;
    private final Contracts contracts;
    private final BondingContract bonding;
    private final EventSource events;
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<Page> last = Optional.empty();

    OrchestratorBook(ContractCalls calls, Contracts contracts) {
        this.calls = calls;
        this.contracts = contracts;
        this.bonding = contracts.bonding();
        this.events = new EventSource(calls.rpc(), contracts);
    }

    /**
     * Those that may be paid and rewarded in the current round.
     *
     * @throws ChainUnavailable when no node answers, or one does not give out the contract's events
     */
    SortedMap<EthAddress, OrchestratorRecord> active() {
        turn.lock();
        try {
            var page = look();
            last = Optional.of(page);
            return page.active();
        } finally {
            turn.unlock();
        }
    }

    private Page look() {
        long head = calls.rpc().blockNumber();
        long round = calls.ask(contracts.rounds().currentRound());
        var before = last.filter(page -> page.round() == round && head - page.block() <= BLOCKS_LOOKED_BACK);
        var records = new TreeMap<EthAddress, OrchestratorRecord>();
        last.ifPresent(page -> records.putAll(page.records()));
        var outdated = named(last.map(page -> page.block() + 1).orElseGet(this::roundsFirstBlock), head);
        if (before.isEmpty()) {
            outdated.addAll(records.keySet());
            outdated.addAll(pool());
        }
        outdated.forEach(orchestrator -> records.put(orchestrator, calls.ask(bonding.transcoder(orchestrator))));
        records.values().removeIf(known -> known.deactivationRound() <= round);
        return new Page(round, Math.max(head, before.map(Page::block).orElse(head)), records);
    }

    /** Where blocks are numbered otherwise than rounds count them, it is far back, and the limit holds. */
    private long roundsFirstBlock() {
        return calls.ask(contracts.rounds().currentRoundStartBlock());
    }

    private Set<EthAddress> named(long fromBlock, long head) {
        var named = new TreeSet<EthAddress>();
        try {
            events.events(Math.max(fromBlock, head - BLOCKS_LOOKED_BACK), head).stream()
                    .map(LoggedEvent::event)
                    .forEach(event -> orchestrator(event).ifPresent(named::add));
        } catch (RpcRefusal refusal) {
            throw new ChainUnavailable(
                    "The events of blocks " + fromBlock + " to " + head + " are refused", false, refusal);
        }
        return named;
    }

    private static Optional<EthAddress> orchestrator(ChainEvent event) {
        return switch (event) {
            case ChainEvent.TranscoderActivated(var orchestrator, var _) -> Optional.of(orchestrator);
            case ChainEvent.TranscoderDeactivated(var orchestrator, var _) -> Optional.of(orchestrator);
            case ChainEvent.Reward(var orchestrator, var _) -> Optional.of(orchestrator);
            default -> Optional.empty();
        };
    }

    private List<EthAddress> pool() {
        var members = new ArrayList<EthAddress>();
        var next = calls.ask(bonding.firstInPool());
        while (!next.isZero() && members.size() < LONGEST_POOL) {
            members.add(next);
            next = calls.ask(bonding.nextInPool(next));
        }
        return members;
    }
}
