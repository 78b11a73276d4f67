package io.headrace.node.role;

import io.headrace.admin.metrics.NodeMeters;
import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.Trouble;
import io.headrace.ethereum.account.TransactionListener;
import io.headrace.ethereum.account.TransactionLog;

/** Counts what happens to transactions, and logs what an operator may want to know. */
record CountedTransactions(NodeMeters meters, TransactionLog log) implements TransactionListener {

    CountedTransactions(NodeMeters meters) {
        this(meters, new TransactionLog());
    }

    @Override
    public void counted(Incident incident) {
        meters.transaction(incident);
        log.counted(incident);
    }

    @Override
    public void troubled(Transaction transaction, Trouble trouble) {
        log.troubled(transaction, trouble);
    }
}
