package io.headrace.crypto;

import java.nio.ByteBuffer;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with the padding from before SHA-3 was a standard, as Ethereum uses it. */
public final class Keccak {

    private final KeccakDigest digest = new KeccakDigest(256);

    /** The digest of the concatenation of {@code parts}. */
    public static Hash256 hash(byte[]... parts) {
        var keccak = new Keccak();
        for (byte[] part : parts) {
            keccak.add(part);
        }
        return keccak.finish();
    }

    /** The digest of what remains in {@code bytes}, whose position does not move. */
    public static Hash256 hash(ByteBuffer bytes) {
        var keccak = new Keccak();
        keccak.add(bytes);
        return keccak.finish();
    }

    public void add(byte[] part) {
        digest.update(part, 0, part.length);
    }

    /** Takes in what remains; the buffer's position does not move. */
    public void add(ByteBuffer part) {
        if (part.hasArray()) {
            digest.update(part.array(), part.arrayOffset() + part.position(), part.remaining());
        } else {
            byte[] copy = new byte[part.remaining()];
            part.duplicate().get(copy);
            add(copy);
        }
    }

    /** The digest of everything added so far; the instance then begins anew. */
    public Hash256 finish() {
        byte[] result = new byte[Hash256.LENGTH];
        digest.doFinal(result, 0);
        return Hash256.of(result);
    }
}
