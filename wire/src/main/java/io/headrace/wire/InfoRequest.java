package io.headrace.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import io.headrace.pipeline.Capabilities;
import java.util.Optional;

/**
 * A gateway asks an orchestrator for its info (message {@code net.OrchestratorRequest}). The signature is the same for
 * every request of a key: it proves no freshness (wire protocol section 4.2).
 *
 * @param gateway zero off chain
 * @param capabilities what is needed; empty asks for everything that can be told
 * @param ignoreCapacity asked again for a session that runs
 */
public record InfoRequest(
        EthAddress gateway,
        Optional<Signature> signature,
        Optional<Capabilities> capabilities,
        boolean ignoreCapacity) {
    public static InfoRequest offChain(Capabilities needed) {
        return new InfoRequest(EthAddress.ZERO, Optional.empty(), Optional.of(needed), false);
    }

    public static InfoRequest signed(Signer signer, Capabilities needed) {
        var address = signer.address();
        return new InfoRequest(address, Optional.of(signer.sign(signingHash(address))), Optional.of(needed), false);
    }

    public boolean isSigned(SignatureCheck check) {
        return signature
                .filter(value -> check.signedBy(gateway, signingHash(gateway), value))
                .isPresent();
    }

    /** The digest of the address as text, with its checksum's upper and lower case. */
    public static Hash256 signingHash(EthAddress address) {
        return Keccak.hash(address.toString().getBytes(US_ASCII));
    }
}
