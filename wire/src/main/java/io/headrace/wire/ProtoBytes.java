package io.headrace.wire;

import com.google.protobuf.ByteString;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import java.math.BigInteger;
import java.util.Optional;

/** The byte forms of numbers, hashes, addresses and signatures within messages (wire protocol, conventions). */
final class ProtoBytes {
    private ProtoBytes() {}

    /** Unsigned, big-endian, without leading zeros; zero is empty. */
    static ByteString of(BigInteger number) {
        if (number.signum() == 0) {
            return ByteString.EMPTY;
        }
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? ByteString.copyFrom(bytes, 1, bytes.length - 1) : ByteString.copyFrom(bytes);
    }

    static ByteString of(EthAddress address) {
        return ByteString.copyFrom(address.bytes());
    }

    static ByteString of(Hash256 hash) {
        return ByteString.copyFrom(hash.bytes());
    }

    static ByteString of(Optional<Signature> signature) {
        return signature.map(value -> ByteString.copyFrom(value.bytes())).orElse(ByteString.EMPTY);
    }

    static BigInteger number(ByteString bytes, String what) throws MalformedException {
        if (bytes.size() > Hash256.LENGTH) {
            throw new MalformedException(what + " has " + bytes.size() + " bytes, more than 32");
        }
        return new BigInteger(1, bytes.toByteArray());
    }

    /** Absent is the zero address. */
    static EthAddress address(ByteString bytes, String what) throws MalformedException {
        if (bytes.isEmpty()) {
            return EthAddress.ZERO;
        }
        if (bytes.size() != EthAddress.LENGTH) {
            throw new MalformedException(what + " has " + bytes.size() + " bytes, not 20");
        }
        return EthAddress.of(bytes.toByteArray());
    }

    /** Shorter ones are padded on the left, as the existing nodes read them. */
    static Hash256 hash(ByteString bytes, String what) throws MalformedException {
        if (bytes.size() > Hash256.LENGTH) {
            throw new MalformedException(what + " has " + bytes.size() + " bytes, more than 32");
        }
        byte[] padded = new byte[Hash256.LENGTH];
        bytes.copyTo(padded, padded.length - bytes.size());
        return Hash256.of(padded);
    }

    /** Empty also when the bytes have not the form of a signature: nobody can have made it then. */
    static Optional<Signature> signature(ByteString bytes) {
        byte[] given = bytes.toByteArray();
        if (given.length != Signature.LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(Signature.of(given));
        } catch (IllegalArgumentException notOfThatForm) {
            return Optional.empty();
        }
    }
}
