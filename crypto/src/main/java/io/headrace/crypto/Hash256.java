package io.headrace.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** Thirty-two bytes that name something: a Keccak-256 digest, a block hash, a commitment. Immutable. */
public final class Hash256 implements Comparable<Hash256> {

    public static final int LENGTH = 32;
    public static final Hash256 ZERO = new Hash256(new byte[LENGTH]);

    private final byte[] bytes;

    private Hash256(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless there are exactly 32 bytes */
    public static Hash256 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A hash has 32 bytes, not " + bytes.length);
        }
        return new Hash256(bytes.clone());
    }

    /** @param hex 64 digits, with or without {@code 0x} */
    public static Hash256 parse(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    /** The unsigned big-endian form of {@code value}, padded to 32 bytes on the left. */
    public static Hash256 of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("Not an unsigned number of 256 bits: " + value);
        }
        byte[] minimal = value.toByteArray();
        byte[] padded = new byte[LENGTH];
        int taken = Math.min(minimal.length, LENGTH);
        System.arraycopy(minimal, minimal.length - taken, padded, LENGTH - taken, taken);
        return new Hash256(padded);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes read as an unsigned big-endian number. */
    public BigInteger toUnsigned() {
        return new BigInteger(1, bytes);
    }

    @Override
    public int compareTo(Hash256 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash256 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and 64 lower-case digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
