package io.headrace.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What both ends of one direction share after the handshake, and the keys that follow from it (RFC 3711 section 4.3). */
public final class MasterKey {

    private static final int BLOCK = 16;

    /** Where the label stands within the salt, padded to a block (RFC 3711 section 4.3.1, key derivation rate 0). */
    private static final int LABEL_AT = 7;

    private final byte[] key;
    private final byte[] salt;

    private MasterKey(byte[] key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    /** @throws IllegalArgumentException when a length is not the profile's */
    public static MasterKey of(ProtectionProfile profile, byte[] key, byte[] salt) {
        if (key.length != ProtectionProfile.KEY_LENGTH || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException(profile + " has a key of " + ProtectionProfile.KEY_LENGTH
                    + " bytes and a salt of " + profile.saltLength() + ", not " + key.length + " and " + salt.length);
        }
        return new MasterKey(key.clone(), salt.clone());
    }

    byte[] derive(Label label, int length) {
        byte[] start = Arrays.copyOf(salt, BLOCK);
        start[LABEL_AT] ^= (byte) label.number;
        try {
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK lacks AES in counter mode", impossible);
        }
    }

    /** What a derived key is for (RFC 3711 section 4.3.2). */
    enum Label {
        RTP_ENCRYPTION(0),
        RTP_AUTHENTICATION(1),
        RTP_SALT(2),
        RTCP_ENCRYPTION(3),
        RTCP_AUTHENTICATION(4),
        RTCP_SALT(5);

        private final int number;

        Label(int number) {
            this.number = number;
        }
    }
}
