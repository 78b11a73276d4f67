package io.headrace.ethereum.rpc;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of any length as the JSON-RPC carries them: {@code 0x} and two digits each. Immutable. */
public final class HexData {

    public static final HexData NONE = new HexData(new byte[0]);

    private final byte[] bytes;

    private HexData(byte[] bytes) {
        this.bytes = bytes;
    }

    public static HexData of(byte[] bytes) {
        return new HexData(bytes.clone());
    }

    /**
     * @param hex pairs of digits, with or without {@code 0x}
     * @throws IllegalArgumentException for anything else
     */
    public static HexData parse(String hex) {
        return new HexData(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public boolean startsWith(HexData head) {
        return bytes.length >= head.bytes.length
                && Arrays.equals(bytes, 0, head.bytes.length, head.bytes, 0, head.bytes.length);
    }

    /** What follows the first {@code count} bytes. */
    public HexData after(int count) {
        return new HexData(Arrays.copyOfRange(bytes, count, bytes.length));
    }

    public HexData plus(HexData tail) {
        byte[] both = Arrays.copyOf(bytes, bytes.length + tail.bytes.length);
        System.arraycopy(tail.bytes, 0, both, bytes.length, tail.bytes.length);
        return new HexData(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HexData that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
