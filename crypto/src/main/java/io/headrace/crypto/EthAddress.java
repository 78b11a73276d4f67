package io.headrace.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;

/** The twenty bytes by which a key is known on chain. Immutable; printed with the EIP-55 mixed-case checksum. */
public final class EthAddress implements Comparable<EthAddress> {

    public static final int LENGTH = 20;

    /** What a node without a key sends where an address is expected. */
    public static final EthAddress ZERO = new EthAddress(new byte[LENGTH]);

    private final byte[] bytes;

    /** Found by whoever prints it first; empty before. Two who print it at once find the same. */
    private String text = "";

    private EthAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless there are exactly 20 bytes */
    public static EthAddress of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("An address has 20 bytes, not " + bytes.length);
        }
        return new EthAddress(bytes.clone());
    }

    /** @param hex 40 digits in any case, with or without {@code 0x} */
    public static EthAddress parse(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public int compareTo(EthAddress other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EthAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Forty-two characters; a letter is upper case when the same digit of the hash of the lower-case text is 8 or more (EIP-55). */
    @Override
    public String toString() {
        var known = text;
        if (known.isEmpty()) {
            known = checksummed();
            text = known;
        }
        return known;
    }

    private String checksummed() {
        String lower = HexFormat.of().formatHex(bytes);
        byte[] checksum = Keccak.hash(lower.getBytes(US_ASCII)).bytes();
        var mixed = new StringBuilder("0x");
        for (int i = 0; i < lower.length(); i++) {
            int digit = (checksum[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            mixed.append(digit >= 8 ? Character.toUpperCase(lower.charAt(i)) : lower.charAt(i));
        }
        return mixed.toString();
    }
}
