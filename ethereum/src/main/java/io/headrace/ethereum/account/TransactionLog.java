package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes troubles to the log, and incidents where somebody looks for the details. */
public final class TransactionLog implements TransactionListener {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionLog.class);

    @Override
    public void counted(Incident incident) {
        LOG.debug("Of the account's transactions: {}", incident);
    }

    @Override
    public void troubled(Transaction transaction, Trouble trouble) {
        LOG.warn("Transaction {} with nonce {}: {}", transaction.id(), transaction.nonce(), trouble.message());
    }
}
