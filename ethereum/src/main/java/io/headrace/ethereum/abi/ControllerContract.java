package io.headrace.ethereum.abi;

import static io.headrace.ethereum.abi.Encoding.hash;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;

/** {@code Controller}: where the other contracts are. The one address that has to be known (payments section 4.2). */
public record ControllerContract(EthAddress at) {

    public static final String NAME = "Controller";

    /** The one of Arbitrum One, chain 42161 (payments section 4.1). */
    public static final EthAddress ARBITRUM_ONE = EthAddress.parse("0xD8E8328501E9645d16Cf49539efC04f734606ee4");

    /** Under which the controller keeps a contract of this name. */
    public static Hash256 id(String name) {
        return Keccak.hash(name.getBytes(US_ASCII));
    }

    /** Zero for a name that is not registered. */
    public Query<EthAddress> contract(String name) {
        return Query.of(NAME, at, 1, words -> words.address(0), "getContract", hash(id(name)));
    }

    public Query<Boolean> paused() {
        return Query.of(NAME, at, 1, words -> words.flag(0), "paused");
    }
}
