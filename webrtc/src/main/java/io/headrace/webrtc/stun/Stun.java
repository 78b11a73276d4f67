package io.headrace.webrtc.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What requests and responses have in common. */
final class Stun {

    static final int COOKIE = 0x2112_A442;
    static final int INTEGRITY_LENGTH = 20;

    /** RFC 8489 section 14.7: tells a checksum of ours from one of the protocol around it. */
    private static final long FINGERPRINT_MASK = 0x5354_554EL;

    private Stun() {}

    /** @param password of the one who answers (short-term credentials, RFC 8489 section 9.1) */
    static byte[] integrity(byte[] message, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK lacks HMAC-SHA1", impossible);
        }
    }

    static int fingerprint(ByteBuffer message) {
        var checksum = new CRC32();
        checksum.update(message);
        return (int) (checksum.getValue() ^ FINGERPRINT_MASK);
    }
}
