package io.headrace.chain;

import io.headrace.payments.ChainTime;
import java.util.function.Consumer;

/** The chain's progress. */
public interface Blocks {

    /** The latest block seen and the last round that was begun. Does not block. */
    ChainTime time();

    /**
     * Tells of each new block, in order, on a thread of the chain's: the listener only puts letters into mailboxes.
     * Blocks may be skipped when they come fast.
     */
    Subscription listen(Consumer<ChainTime> listener);

    /** Ends the telling. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
