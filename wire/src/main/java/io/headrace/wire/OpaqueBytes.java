package io.headrace.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that a peer gave us to give back, and whose meaning is the peer's alone. Immutable. */
public final class OpaqueBytes {
    private final byte[] bytes;

    private OpaqueBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static OpaqueBytes of(byte[] bytes) {
        return new OpaqueBytes(bytes.clone());
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The first four bytes at most, because what peers hand out may be a secret. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length)) + "… (" + bytes.length + " bytes)";
    }
}
