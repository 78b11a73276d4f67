package io.headrace.wire.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;

/**
 * Who asks for a token, in the header {@value #HEADER} (pipelines section 5.3). What is signed is the text of the
 * address, exactly as it was sent.
 *
 * @param address as it was sent
 * @param signature as it was sent; empty without a key, where existing gateways write {@code 0x}
 */
public record SenderProof(String address, String signature) {

    public static final String HEADER = "Livepeer-Eth-Address";

    private static final String TYPE = "byoc.JobSender";

    public static SenderProof by(Signer signer) {
        var address = signer.address().toString();
        return new SenderProof(address, JobBody.hex(signer.sign(signed(address))));
    }

    /** Of a gateway without a chain. */
    public static SenderProof unsigned(EthAddress address) {
        return new SenderProof(address.toString(), "");
    }

    public static SenderProof decodeHeader(String header) throws UnreadableException {
        return decode(JobBody.fromHeader(header, TYPE).fields());
    }

    static SenderProof decode(JsonFields fields) throws UnreadableException {
        return new SenderProof(fields.text("addr"), fields.text("sig"));
    }

    public String encodeHeader() {
        return JobBody.toHeader(encode());
    }

    String encode() {
        return new JsonObject().text("addr", address).text("sig", signature).toString();
    }

    /** Empty when what was sent is no address. */
    public Optional<EthAddress> sender() {
        try {
            return Optional.of(EthAddress.parse(address));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether the address signed for itself. Without a chain nobody need ask. */
    public boolean isSigned(SignatureCheck check) {
        Optional<Signature> given = JobBody.signature(signature);
        return given.isPresent()
                && sender().filter(from -> check.signedBy(from, signed(address), given.get()))
                        .isPresent();
    }

    private static Hash256 signed(String address) {
        return Keccak.hash(address.getBytes(UTF_8));
    }
}
