package io.headrace.ethereum.abi;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;

/** {@code Minter}: how many tokens a round brings (payments sections 4.6 and 4.7). */
public record MinterContract(EthAddress at) {

    public static final String NAME = "Minter";

    /** New tokens per round and token of the supply, of a thousand million. */
    public Query<Long> inflation() {
        return Query.of(NAME, at, 1, words -> words.count(0), "inflation");
    }

    public Query<Tokens> currentMintableTokens() {
        return tokens("currentMintableTokens");
    }

    public Query<Tokens> currentMintedTokens() {
        return tokens("currentMintedTokens");
    }

    public Query<Tokens> globalTotalSupply() {
        return tokens("getGlobalTotalSupply");
    }

    private Query<Tokens> tokens(String function) {
        return Query.of(NAME, at, 1, words -> words.tokens(0), function);
    }
}
