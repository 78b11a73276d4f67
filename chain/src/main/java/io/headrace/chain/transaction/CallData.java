package io.headrace.chain.transaction;

import java.util.Arrays;
import java.util.HexFormat;

/** What a contract is told: a selector and its arguments. Immutable; at most {@value #MAX_LENGTH} bytes. */
public final class CallData {

    /** More than any call of the protocol; nodes refuse transactions above four times as much. */
    public static final int MAX_LENGTH = 32 * 1024;

    public static final CallData EMPTY = new CallData(new byte[0]);

    private final byte[] bytes;

    private CallData(byte[] bytes) {
        this.bytes = bytes;
    }

    public static CallData of(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A call has " + bytes.length + " bytes and may have " + MAX_LENGTH + " at most");
        }
        return new CallData(bytes.clone());
    }

    /** @param hex digits in any case, with or without {@code 0x} */
    public static CallData parse(String hex) {
        return of(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallData that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and lower-case digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
