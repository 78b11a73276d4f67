package io.headrace.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;

/**
 * What an account holds outside of all contracts. What changes something is done from one account, the node's own.
 * Calls block and throw {@link ChainUnavailable}.
 */
public interface Wallet {

    Wei eth(EthAddress account);

    Tokens tokens(EthAddress account);

    /** Wei per gas; zero on a chain that charges nothing. */
    Wei gasPrice();

    /** Gives wei away. */
    Outcome<Wei> sendEth(EthAddress to, Wei amount);

    /** Gives tokens away. */
    Outcome<Tokens> sendTokens(EthAddress to, Tokens amount);
}
