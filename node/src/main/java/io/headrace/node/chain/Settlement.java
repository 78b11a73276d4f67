package io.headrace.node.chain;

import io.headrace.chain.Chain;
import io.headrace.crypto.Signer;

/**
 * The chain as one account sees it.
 *
 * @param signer holds the account's key
 * @param ending lets go of whoever waits for a transaction, before its store is closed
 * @param terms by which winners are made and redeemed there
 */
public record Settlement(Signer signer, Chain chain, SettlementTerms terms, Runnable ending) implements AutoCloseable {

    public Settlement(Signer signer, Chain chain, SettlementTerms terms) {
        this(signer, chain, terms, () -> {});
    }

    /** The same, where the chain is reached through another that stands before it. */
    public Settlement through(Chain other) {
        return new Settlement(signer, other, terms, ending);
    }

    /** Before the store of its transactions is closed. */
    @Override
    public void close() {
        ending.run();
    }
}
