package io.headrace.chain.transaction;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Outlives whoever uses it, as a file does, but not the test. Any thread. */
public final class InMemoryTransactionStore implements TransactionStore {

    private final ConcurrentSkipListMap<Long, Transaction> open = new ConcurrentSkipListMap<>();

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
