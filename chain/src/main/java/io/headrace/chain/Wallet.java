package io.headrace.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;

/** What an account holds outside of all contracts. Calls block and throw {@link ChainUnavailable}. */
public interface Wallet {

    Wei eth(EthAddress account);

    Tokens tokens(EthAddress account);

    /** Wei per gas; zero on a chain that charges nothing. */
    Wei gasPrice();
}
