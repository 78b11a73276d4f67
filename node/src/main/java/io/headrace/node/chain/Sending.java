package io.headrace.node.chain;

import io.headrace.chain.transaction.TransactionStore;
import io.headrace.ethereum.account.TransactionListener;

/**
 * What follows a node's transactions until the chain has spoken.
 *
 * @param store of this account alone; what is under way outlives a restart there
 */
public record Sending(TransactionStore store, TransactionListener listener) {}
