package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Wei;
import java.util.List;

/**
 * What became of a transaction that is in a block.
 *
 * @param succeeded false when the contract refused: what it did is undone, the gas is paid all the same
 * @param gasPrice wei per gas that was really paid
 * @param created the contract that it deployed; zero for any other transaction
 */
public record Receipt(
        Hash256 transaction,
        boolean succeeded,
        long block,
        Hash256 blockHash,
        long gasUsed,
        Wei gasPrice,
        EthAddress created,
        List<Log> logs) {

    public Receipt {
        logs = List.copyOf(logs);
    }

    public Wei fee() {
        return gasPrice.times(gasUsed);
    }
}
