package io.headrace.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import java.util.Arrays;

/** Signs by hashing: nobody in a simulation attacks the cryptography, and curves take time. */
public record CheapSigner(EthAddress address) implements Signer {

    public static final SignatureCheck CHECK = (signer, message, signature) ->
            new CheapSigner(signer).sign(message).equals(signature);

    public static CheapSigner named(String name) {
        byte[] hash = Keccak.hash(name.getBytes(US_ASCII)).bytes();
        return new CheapSigner(EthAddress.of(Arrays.copyOf(hash, EthAddress.LENGTH)));
    }

    @Override
    public Signature sign(Hash256 message) {
        byte[] wire = new byte[Signature.LENGTH];
        System.arraycopy(Keccak.hash(address.bytes(), message.bytes()).bytes(), 0, wire, 0, Hash256.LENGTH);
        wire[64] = 27;
        return Signature.of(wire);
    }
}
