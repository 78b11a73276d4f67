package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.Trouble;

/**
 * Hears what happens to an account's transactions on their way, for meters and logs. Called on the transactor's own
 * thread, one call at a time: it neither blocks nor throws.
 */
public interface TransactionListener {

    void counted(Incident incident);

    /** Something that an operator may want to act upon; the transaction is watched on. */
    void troubled(Transaction transaction, Trouble trouble);
}
