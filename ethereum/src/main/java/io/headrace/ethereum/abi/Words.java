package io.headrace.ethereum.abi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * What a contract gives back: words of 32 bytes. A text's word holds the offset at which its length and its bytes
 * stand. Everything else that these contracts return fills exactly one word.
 */
final class Words {

    private static final int WORD = 32;
    private static final int ADDRESS_PADDING = WORD - EthAddress.LENGTH;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final byte[] bytes;

    private Words(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when there are fewer words: nothing is deployed there, or something else */
    static Words of(HexData data, int atLeast) {
        if (data.length() < atLeast * WORD) {
            throw new IllegalArgumentException(atLeast + " values were expected, not " + data.length() + " bytes");
        }
        return new Words(data.bytes());
    }

    BigInteger uint(int index) {
        return new BigInteger(1, bytes, index * WORD, WORD);
    }

    /** A round, a block or a count. "Never" is written as the largest number there is, which becomes the largest long. */
    long count(int index) {
        var value = uint(index);
        return value.bitLength() > 63 ? Long.MAX_VALUE : value.longValue();
    }

    BigInteger signed(int index) {
        return new BigInteger(bytes, index * WORD, WORD);
    }

    Wei wei(int index) {
        return new Wei(uint(index));
    }

    Tokens tokens(int index) {
        return new Tokens(uint(index));
    }

    boolean flag(int index) {
        return uint(index).signum() != 0;
    }

    Hash256 hash(int index) {
        return Hash256.of(Arrays.copyOfRange(bytes, index * WORD, (index + 1) * WORD));
    }

    EthAddress address(int index) {
        return address(hash(index));
    }

    static EthAddress address(Hash256 word) {
        return EthAddress.of(Arrays.copyOfRange(word.bytes(), ADDRESS_PADDING, WORD));
    }

    String text(int index) {
        return new String(tail(index), UTF_8);
    }

    HexData data(int index) {
        return HexData.of(tail(index));
    }

    private byte[] tail(int index) {
        int offset = within(uint(index), bytes.length - WORD);
        int length =
                within(new BigInteger(1, bytes, offset, WORD), Math.min(bytes.length - WORD - offset, LONGEST_TEXT));
        return Arrays.copyOfRange(bytes, offset + WORD, offset + WORD + length);
    }

    private static int within(BigInteger value, int limit) {
        if (value.compareTo(BigInteger.valueOf(limit)) > 0) {
            throw new IllegalArgumentException(
                    "A text reaches beyond the answer: " + value + " of " + limit + " bytes");
        }
        return value.intValue();
    }
}
