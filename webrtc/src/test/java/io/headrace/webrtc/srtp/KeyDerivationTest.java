package io.headrace.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.webrtc.srtp.MasterKey.Label;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {

    /** RFC 3711 appendix B.3. */
    @Test
    void derivesTheKeysOfTheStandard() {
        var key = MasterKey.of(
                ProtectionProfile.AES128_CM_HMAC_SHA1_80,
                bytes("E1F97A0D3E018BE0D64FA32C06DE4139"),
                bytes("0EC675AD498AFEEBB6960B3AABE6"));

        assertThat(key.derive(Label.RTP_ENCRYPTION, 16)).isEqualTo(bytes("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(key.derive(Label.RTP_SALT, 14)).isEqualTo(bytes("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(key.derive(Label.RTP_AUTHENTICATION, 20))
                .isEqualTo(bytes("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void wantsTheLengthsOfItsProfile() {
        assertThatThrownBy(() -> MasterKey.of(ProtectionProfile.AEAD_AES_128_GCM, new byte[16], new byte[14]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a salt of 12");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
