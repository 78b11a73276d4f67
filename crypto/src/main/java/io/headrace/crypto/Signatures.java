package io.headrace.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;

/** Ethereum personal-message signatures over 32 bytes (wire protocol section 4.1, EIP-191). Any thread. */
public final class Signatures {

    private static final byte[] PREFIX = "\u0019Ethereum Signed Message:\n32".getBytes(US_ASCII);

    private Signatures() {}

    /** What is really signed when the 32 bytes are signed as a personal message. */
    public static Hash256 digest(Hash256 message) {
        return Keccak.hash(PREFIX, message.bytes());
    }

    /** Who signed; empty when no key could have made this signature. */
    public static Optional<EthAddress> signer(Hash256 message, Signature signature) {
        return signerOfDigest(digest(message), signature);
    }

    /** Who signed these 32 bytes themselves, as a transaction is signed. */
    public static Optional<EthAddress> signerOfDigest(Hash256 digest, Signature signature) {
        try {
            byte[] point = Secp256k1.get().ecdsaRecover(signature.compact(), digest.bytes(), signature.recoveryId());
            return Optional.of(addressOf(point));
        } catch (Secp256k1Exception noSuchPoint) {
            return Optional.empty();
        }
    }

    /** The {@link SignatureCheck} of a real node. */
    public static boolean signedBy(EthAddress signer, Hash256 message, Signature signature) {
        return signer(message, signature).filter(signer::equals).isPresent();
    }

    /** @param point an uncompressed public key: 0x04 and 64 bytes */
    static EthAddress addressOf(byte[] point) {
        byte[] hash = Keccak.hash(Arrays.copyOfRange(point, 1, 65)).bytes();
        return EthAddress.of(Arrays.copyOfRange(hash, 12, 32));
    }
}
