package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import java.util.List;

/**
 * What a contract wrote down while a transaction ran.
 *
 * @param topics the event's hash, then its indexed values; none for an anonymous event
 * @param index its place among the logs of its block
 */
public record Log(
        EthAddress contract,
        List<Hash256> topics,
        HexData data,
        long block,
        Hash256 blockHash,
        Hash256 transaction,
        long index) {

    public Log {
        topics = List.copyOf(topics);
    }

    /** Whether its first topic is this event's. */
    public boolean tellsOf(Hash256 event) {
        return !topics.isEmpty() && topics.getFirst().equals(event);
    }
}
