package io.headrace.webrtc.srtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GcmCipherTest {

    private static final byte[] KEY = bytes("000102030405060708090a0b0c0d0e0f");
    private static final byte[] SALT = "Quid pro quo".getBytes(US_ASCII);
    private static final String HEADER = "8040f17b8041f8d35501a0b2";
    private static final byte[] TEXT = "Gallia est omnis divisa in partes tres".getBytes(US_ASCII);

    /** RFC 7714 section 16.1.1. */
    private static final String SEALED = HEADER
            + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
            + "899d7f27beb16a9152cf765ee4390cce";

    private final GcmCipher cipher = new GcmCipher(KEY, SALT, KEY, SALT);

    @Test
    void sealsAndOpensThePacketOfTheStandard() {
        byte[] packet = new byte[12 + TEXT.length + 16];
        System.arraycopy(bytes(HEADER), 0, packet, 0, 12);
        System.arraycopy(TEXT, 0, packet, 12, TEXT.length);

        int sealed = cipher.sealRtp(packet, 12, 12 + TEXT.length, 0x5501a0b2, 0xf17b);

        assertThat(sealed).isEqualTo(packet.length);
        assertThat(packet).isEqualTo(bytes(SEALED));
        int opened = cipher.openRtp(packet, 12, sealed, 0x5501a0b2, 0xf17b);
        assertThat(Arrays.copyOfRange(packet, 12, opened)).isEqualTo(TEXT);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
