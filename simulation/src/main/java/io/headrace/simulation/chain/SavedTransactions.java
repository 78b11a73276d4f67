package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionStore;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An account's transactions on a disk: they outlive the process. */
final class SavedTransactions implements TransactionStore {

    private final SortedMap<Long, Transaction> open = new TreeMap<>();

    @Override
    public void save(Transaction transaction) {
        open.put(transaction.nonce(), transaction);
    }

    @Override
    public void forget(long nonce) {
        open.remove(nonce);
    }

    @Override
    public List<Transaction> open() {
        return List.copyOf(open.values());
    }
}
