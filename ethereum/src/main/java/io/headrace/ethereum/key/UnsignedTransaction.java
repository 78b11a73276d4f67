package io.headrace.ethereum.key;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A transaction with a base fee (type 2, EIP-1559), before anybody signed it.
 *
 * <pre>
 *   0x02 ‖ rlp([chainId, nonce, tip, feeCap, gasLimit, to, value, data, []])                what is signed
 *   0x02 ‖ rlp([chainId, nonce, tip, feeCap, gasLimit, to, value, data, [], parity, r, s])  what is sent
 * </pre>
 *
 * @param tip wei per gas for the block's producer
 * @param feeCap the most wei per gas that is paid, base fee and tip together
 * @param to zero to deploy the contract whose code the data is
 */
public record UnsignedTransaction(
        long chainId, long nonce, Wei tip, Wei feeCap, long gasLimit, EthAddress to, Wei value, HexData data) {

    private static final byte TYPE = 2;
    private static final int RECOVERY_OFFSET = 27;

    public UnsignedTransaction {
        if (chainId <= 0 || nonce < 0 || gasLimit <= 0) {
            throw new IllegalArgumentException("Chain " + chainId + ", nonce " + nonce + ", gas limit " + gasLimit);
        }
        if (tip.compareTo(feeCap) > 0) {
            throw new IllegalArgumentException("A tip of " + tip + " is above the whole price of " + feeCap);
        }
    }

    /** The bytes whose digest is signed. */
    public HexData payload() {
        return typed(fields());
    }

    public Hash256 digest() {
        return Keccak.hash(payload().bytes());
    }

    public SignedTransaction with(Signature signature) {
        byte[] bytes = signature.bytes();
        var all = new ArrayList<>(fields());
        all.add(number(BigInteger.valueOf(bytes[64] - RECOVERY_OFFSET)));
        all.add(number(new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32))));
        all.add(number(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64))));
        return new SignedTransaction(this, typed(all));
    }

    private List<RlpType> fields() {
        return List.of(
                number(BigInteger.valueOf(chainId)),
                number(BigInteger.valueOf(nonce)),
                number(tip.amount()),
                number(feeCap.amount()),
                number(BigInteger.valueOf(gasLimit)),
                RlpString.create(to.isZero() ? new byte[0] : to.bytes()),
                number(value.amount()),
                RlpString.create(data.bytes()),
                new RlpList());
    }

    private static RlpString number(BigInteger value) {
        return RlpString.create(value);
    }

    private static HexData typed(List<RlpType> fields) {
        return HexData.of(new byte[] {TYPE}).plus(HexData.of(RlpEncoder.encode(new RlpList(fields))));
    }
}
