package io.headrace.node.chain;

import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.List;

/** Who acts on every chain, each with the same money at the beginning. */
final class Cast {

    static final PrivateKey GATEWAY = key(1_001);
    static final PrivateKey FIRST = key(1_002);
    static final PrivateKey SECOND = key(1_003);
    static final PrivateKey THIRD = key(1_004);
    static final PrivateKey FOURTH = key(1_005);
    static final List<PrivateKey> ALL = List.of(GATEWAY, FIRST, SECOND, THIRD, FOURTH);

    static final Wei WEALTH = ether(10);
    static final Tokens TOKENS = Tokens.whole(1_000);

    /** All tokens of every chain before the first are minted. */
    static final Tokens SUPPLY = Tokens.whole(2_000_000);

    private Cast() {}

    static PrivateKey key(long number) {
        return PrivateKey.of(Hash256.of(BigInteger.valueOf(number)));
    }

    static Wei ether(long whole) {
        return new Wei(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(whole)));
    }
}
