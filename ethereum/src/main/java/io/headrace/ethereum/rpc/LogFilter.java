package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import java.util.List;

/**
 * Which logs are asked for.
 *
 * @param fromBlock the first block
 * @param toBlock the last block, included
 * @param contracts any of these; none stands for all
 * @param events the first topic is any of these; none stands for all
 */
public record LogFilter(long fromBlock, long toBlock, List<EthAddress> contracts, List<Hash256> events) {

    public LogFilter {
        if (fromBlock < 0 || toBlock < fromBlock) {
            throw new IllegalArgumentException("No range of blocks: " + fromBlock + " to " + toBlock);
        }
        contracts = List.copyOf(contracts);
        events = List.copyOf(events);
    }
}
