package io.headrace.node.chain;

import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ledger.BlockSource;
import io.headrace.ledger.RecordedBlocks;
import io.headrace.ledger.RoundCalendar;
import java.util.HashMap;

/** The blocks of an anvil, asked for when a ledger needs them. */
record FollowedBlocks(EthereumRpc rpc, long first, RoundCalendar calendar) implements BlockSource {

    /** From the block in which the chain's round was begun, which is its latest. */
    static FollowedBlocks from(AnvilHost host, AnvilTestChain chain) {
        var status = chain.as(Cast.FOURTH).rounds().status();
        return new FollowedBlocks(
                host.rpc,
                host.rpc.blockNumber(),
                new RoundCalendar(status.current(), status.startBlock(), status.length()));
    }

    @Override
    public Hash256 hash(long block) {
        return rpc.header(block).orElseThrow().hash();
    }

    /** All of them up to now, for good. */
    RecordedBlocks recorded() {
        var hashes = new HashMap<Long, Hash256>();
        for (long block = first - 1; block <= rpc.blockNumber(); block++) {
            hashes.put(block, hash(block));
        }
        return new RecordedBlocks(first, calendar, hashes);
    }
}
