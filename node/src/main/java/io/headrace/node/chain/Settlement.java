package io.headrace.node.chain;

import io.headrace.chain.Chain;
import io.headrace.crypto.Signer;

/**
 * The chain as one account sees it.
 *
 * @param signer holds the account's key
 * @param terms by which winners are made and redeemed there
 */
public record Settlement(Signer signer, Chain chain, SettlementTerms terms) {

    /** The same, where the chain is reached through another that stands before it. */
    public Settlement through(Chain other) {
        return new Settlement(signer, other, terms);
    }
}
