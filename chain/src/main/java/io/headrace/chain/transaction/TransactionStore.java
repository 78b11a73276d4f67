package io.headrace.chain.transaction;

import java.util.List;

/** One account's transactions under way, over restarts. Any thread. */
public interface TransactionStore {

    /** Returns when it is safe; takes the place of what was kept for its nonce. */
    void save(Transaction transaction);

    /** Nothing more is to be done for it. Without effect when it is not there. */
    void forget(long nonce);

    /** What was saved and not forgotten, by nonce. */
    List<Transaction> open();
}
