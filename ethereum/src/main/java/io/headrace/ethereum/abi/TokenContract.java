package io.headrace.ethereum.abi;

import static io.headrace.ethereum.abi.Encoding.address;
import static io.headrace.ethereum.abi.Encoding.uint;

import io.headrace.chain.Tokens;
import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import org.web3j.abi.datatypes.Type;

/** {@code LivepeerToken}: an ERC-20 of 18 decimals (payments section 4.7). */
public record TokenContract(EthAddress at) {

    public static final String NAME = "LivepeerToken";

    /** Lets the spender move so much, instead of what it was allowed before. */
    public Call approve(EthAddress spender, Tokens amount) {
        return call(Purpose.APPROVE, "approve", address(spender), uint(amount.amount()));
    }

    public Call transfer(EthAddress to, Tokens amount) {
        return call(Purpose.TRANSFER, "transfer", address(to), uint(amount.amount()));
    }

    public Query<Tokens> allowance(EthAddress owner, EthAddress spender) {
        return tokens("allowance", address(owner), address(spender));
    }

    public Query<Tokens> balanceOf(EthAddress owner) {
        return tokens("balanceOf", address(owner));
    }

    public Query<Tokens> totalSupply() {
        return tokens("totalSupply");
    }

    private Call call(Purpose purpose, String function, Type<?>... arguments) {
        return new Call(NAME + "." + function, purpose, at, Wei.ZERO, Encoding.call(function, arguments));
    }

    private Query<Tokens> tokens(String function, Type<?>... arguments) {
        return Query.of(NAME, at, 1, words -> words.tokens(0), function, arguments);
    }
}
