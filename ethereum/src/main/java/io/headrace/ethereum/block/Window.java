package io.headrace.ethereum.block;

import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.BlockHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The newest blocks that were reported, oldest first: as far back as a reorganisation is followed. Each one's parent is
 * the one before it.
 */
record Window(List<BlockChange.Added> blocks) {

    /** Far more than chains take back in practice; Arbitrum has taken back none. */
    static final int LENGTH = 64;

    static final Window EMPTY = new Window(List.of());

    Window {
        blocks = List.copyOf(blocks);
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    BlockHeader tip() {
        return blocks.getLast().header();
    }

    long oldest() {
        return blocks.getFirst().header().number();
    }

    /** Where a block stands in it; -1 when it is not one of these. */
    int indexOf(Hash256 hash) {
        return IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).header().hash().equals(hash))
                .findFirst()
                .orElse(-1);
    }

    Window upTo(int index) {
        return new Window(blocks.subList(0, index + 1));
    }

    /** What lies above, newest first, as it is taken back. */
    List<BlockChange.Removed> above(int index) {
        return blocks.subList(index + 1, blocks.size()).reversed().stream()
                .map(block -> new BlockChange.Removed(block.header(), block.events()))
                .toList();
    }

    Window plus(List<BlockChange.Added> more) {
        var all = new ArrayList<>(blocks);
        all.addAll(more);
        return new Window(all.subList(Math.max(0, all.size() - LENGTH), all.size()));
    }
}
