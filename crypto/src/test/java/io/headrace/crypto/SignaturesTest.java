package io.headrace.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Key 1 is the key whose secret is the number one; its values are those of wire protocol section 13. */
class SignaturesTest {

    private static final PrivateKey KEY_1 = PrivateKey.of(Hash256.of(BigInteger.ONE));

    @Test
    void knowsTheAddressOfAKey() {
        assertThat(KEY_1.address()).hasToString("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");
    }

    @Test
    void signsAsTheNetworkDoes() {
        var flattened = java.util.HexFormat.of()
                .parseHex(
                        "6d6f76696500000000000000000000000000000000000000000000000000000000000000075fe7452c698fde6fe0496780c2076883d5d2712f16c3838c54b0dd89c9902cd56330613635313761");

        var signature = KEY_1.sign(Keccak.hash(flattened));

        assertThat(signature)
                .hasToString(
                        "0xe3c5e651a8a6bcb99700e33fd9743340845e43296c70c5f82386351b022749c847cbedd0a5cf49efb3552fba2053a25ec1e9d55b79b849018c0b27b5cdb7eb5e1b");
    }

    @Test
    void recoversTheSignerOfWhatItSigned() {
        var message = Keccak.hash("a ticket".getBytes(US_ASCII));

        var signature = KEY_1.sign(message);

        assertThat(Signatures.signer(message, signature)).contains(KEY_1.address());
        assertThat(Signatures.signedBy(KEY_1.address(), Keccak.hash(new byte[0]), signature))
                .isFalse();
    }

    @Test
    void refusesFormsThatTheChainRefuses() {
        byte[] good = KEY_1.sign(Hash256.ZERO).bytes();
        byte[] zeroBased = good.clone();
        zeroBased[64] = (byte) (zeroBased[64] - 27);
        byte[] high = good.clone();
        high[32] = (byte) 0xff;

        assertThatThrownBy(() -> Signature.of(new byte[64])).hasMessageContaining("length");
        assertThatThrownBy(() -> Signature.of(zeroBased)).hasMessageContaining("27 or 28");
        assertThatThrownBy(() -> Signature.of(high)).hasMessageContaining("too high");
    }

    @Test
    void neverPrintsASecret() {
        assertThat(KEY_1).hasToString("PrivateKey of " + KEY_1.address());
    }
}
