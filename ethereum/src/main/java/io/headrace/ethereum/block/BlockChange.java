package io.headrace.ethereum.block;

import io.headrace.ethereum.abi.ChainEvent;
import io.headrace.ethereum.rpc.BlockHeader;
import java.util.List;

/** How the chain moved. A block that is replaced by another is removed first; the newest goes before the older. */
public sealed interface BlockChange {

    List<LoggedEvent> events();

    default <E extends ChainEvent> List<E> events(Class<E> type) {
        return events().stream()
                .map(LoggedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    record Added(BlockHeader header, List<LoggedEvent> events) implements BlockChange {}

    record Removed(BlockHeader header, List<LoggedEvent> events) implements BlockChange {}

    /** Blocks that were mined while nobody looked, too many to look at each; they are taken as settled. */
    record CaughtUp(long fromBlock, long toBlock, List<LoggedEvent> events) implements BlockChange {}
}
