package io.headrace.node.chain;

import io.headrace.ethereum.key.TransactionSigner;
import java.util.Optional;

/**
 * How a node reaches its chain. Owns what that takes (watchers, connections) and ends it when it is closed; what was
 * handed out is of no use afterwards. Any thread.
 */
public sealed interface ChainAccess extends AutoCloseable
        permits ChainAccess.Off, InProcessLedger, ServedLedger, EthereumAccess {

    /** No chain: work costs nothing. */
    record Off() implements ChainAccess {
        @Override
        public Optional<Settlement> as(TransactionSigner key) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /**
     * Settlement from the account of this key, for a task that begins and ends; empty where no money is asked. A
     * transaction that does not come into a block in time is given up.
     */
    Optional<Settlement> as(TransactionSigner key);

    /** The same for a node that stays: its transactions are replaced when they are stuck, and outlive restarts. */
    default Optional<Settlement> as(TransactionSigner key, Sending sending) {
        return as(key);
    }

    @Override
    void close();
}
