package io.headrace.crypto;

import fr.acinq.secp256k1.Secp256k1;
import java.util.Arrays;

/** A secp256k1 key in memory. Never printed. */
public final class PrivateKey implements Signer {

    private final byte[] secret;
    private final EthAddress address;

    private PrivateKey(byte[] secret) {
        this.secret = secret;
        this.address = Signatures.addressOf(Secp256k1.get().pubkeyCreate(secret));
    }

    /** @throws IllegalArgumentException when the 32 bytes are no key of the curve */
    public static PrivateKey of(Hash256 secret) {
        if (!Secp256k1.get().secKeyVerify(secret.bytes())) {
            throw new IllegalArgumentException("Not a private key of secp256k1");
        }
        return new PrivateKey(secret.bytes());
    }

    public static PrivateKey generate(SecretSource secrets) {
        byte[] candidate = secrets.bytes(32);
        while (!Secp256k1.get().secKeyVerify(candidate)) {
            candidate = secrets.bytes(32);
        }
        return new PrivateKey(candidate);
    }

    @Override
    public EthAddress address() {
        return address;
    }

    /** For the key store alone. */
    public Hash256 secret() {
        return Hash256.of(secret);
    }

    @Override
    public Signature sign(Hash256 message) {
        return signDigest(Signatures.digest(message));
    }

    /** Signs the 32 bytes themselves, as for a transaction: whoever calls knows what they are the digest of. */
    public Signature signDigest(Hash256 hash) {
        byte[] digest = hash.bytes();
        byte[] compact = Secp256k1.get().sign(digest, secret, /* deterministic nonce */ null);
        byte[] wire = Arrays.copyOf(compact, Signature.LENGTH);
        wire[64] = (byte) (27 + recoveryId(compact, digest));
        return Signature.of(wire);
    }

    /** The library leaves out which of the two possible points was signed with, so it is found by trying. */
    private int recoveryId(byte[] compact, byte[] digest) {
        return Signatures.addressOf(Secp256k1.get().ecdsaRecover(compact, digest, 0))
                        .equals(address)
                ? 0
                : 1;
    }

    @Override
    public String toString() {
        return "PrivateKey of " + address;
    }
}
