package io.headrace.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A recoverable signature on the wire: {@code r (32) ‖ s (32) ‖ v (1)}, v being 27 or 28 and s in the lower half of
 * the curve order. A value of this type has that form, because the ticket broker refuses any other on chain (wire
 * protocol section 4.1); whether it is the signature of anybody in particular is for {@link Signatures} to say.
 */
public final class Signature {

    public static final int LENGTH = 65;

    private static final BigInteger HALF_ORDER =
            new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when the length, s or v cannot be those of a signature that the chain accepts */
    public static Signature of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("invalid signature length: " + bytes.length);
        }
        if (bytes[64] != 27 && bytes[64] != 28) {
            throw new IllegalArgumentException("signature v value must be 27 or 28, not " + bytes[64]);
        }
        if (new BigInteger(1, bytes, 32, 32).compareTo(HALF_ORDER) > 0) {
            throw new IllegalArgumentException("signature s value too high");
        }
        return new Signature(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** 0 or 1: which of the two points with this r was meant. */
    int recoveryId() {
        return bytes[64] - 27;
    }

    byte[] compact() {
        return Arrays.copyOf(bytes, 64);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && Arrays.equals(bytes, that.bytes);
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
