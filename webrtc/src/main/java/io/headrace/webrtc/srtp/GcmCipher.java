package io.headrace.webrtc.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_128_GCM (RFC 7714). */
final class GcmCipher implements PacketCipher {

    private static final int TAG = 16;
    private static final int VECTOR = 12;
    private static final int RTCP_HEADER = 8;
    private static final int INDEX = 4;
    private static final int ENCRYPTED = 0x8000_0000;

    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;

    GcmCipher(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt) {
        this.rtpKey = new SecretKeySpec(rtpKey, "AES");
        this.rtpSalt = rtpSalt.clone();
        this.rtcpKey = new SecretKeySpec(rtcpKey, "AES");
        this.rtcpSalt = rtcpSalt.clone();
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK lacks AES-GCM", impossible);
        }
    }

    static GcmCipher of(MasterKey key) {
        return new GcmCipher(
                key.derive(MasterKey.Label.RTP_ENCRYPTION, ProtectionProfile.KEY_LENGTH),
                key.derive(MasterKey.Label.RTP_SALT, VECTOR),
                key.derive(MasterKey.Label.RTCP_ENCRYPTION, ProtectionProfile.KEY_LENGTH),
                key.derive(MasterKey.Label.RTCP_SALT, VECTOR));
    }

    @Override
    public int sealRtp(byte[] packet, int header, int length, int ssrc, long index) {
        return seal(rtpKey, rtpVector(ssrc, index), packet, header, length, new byte[0]);
    }

    @Override
    public int openRtp(byte[] packet, int header, int length, int ssrc, long index) {
        return open(rtpKey, rtpVector(ssrc, index), packet, header, length, new byte[0]);
    }

    /** The index follows the tag, and is vouched for with the header (RFC 7714 section 9.2). */
    @Override
    public int sealRtcp(byte[] packet, int length, int ssrc, int index) {
        byte[] shown = new byte[INDEX];
        Word.put(shown, 0, index | ENCRYPTED);
        int sealed = seal(rtcpKey, rtcpVector(ssrc, index), packet, RTCP_HEADER, length, shown);
        System.arraycopy(shown, 0, packet, sealed, INDEX);
        return sealed + INDEX;
    }

    @Override
    public int openRtcp(byte[] packet, int length, int ssrc, int index) {
        byte[] shown = new byte[INDEX];
        System.arraycopy(packet, length - INDEX, shown, 0, INDEX);
        return open(rtcpKey, rtcpVector(ssrc, index), packet, RTCP_HEADER, length - INDEX, shown);
    }

    @Override
    public int rtcpIndex(byte[] packet, int length) {
        return Word.at(packet, length - INDEX) & ~ENCRYPTED;
    }

    @Override
    public int rtcpOverhead() {
        return TAG + INDEX;
    }

    private int seal(SecretKeySpec key, byte[] vector, byte[] packet, int header, int length, byte[] more) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, vector));
            cipher.updateAAD(packet, 0, header);
            cipher.updateAAD(more);
            return header + cipher.doFinal(packet, header, length - header, packet, header);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A packet of " + length + " bytes cannot be sealed", impossible);
        }
    }

    private int open(SecretKeySpec key, byte[] vector, byte[] packet, int header, int length, byte[] more) {
        if (length < header + TAG) {
            return FORGED;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, vector));
            cipher.updateAAD(packet, 0, header);
            cipher.updateAAD(more);
            return header + cipher.doFinal(packet, header, length - header, packet, header);
        } catch (AEADBadTagException forged) {
            return FORGED;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A packet of " + length + " bytes cannot be opened", impossible);
        }
    }

    /** RFC 7714 section 8.1. */
    private byte[] rtpVector(int ssrc, long index) {
        byte[] vector = new byte[VECTOR];
        Word.put(vector, 2, ssrc);
        Word.put(vector, 6, (int) (index >>> 16));
        vector[10] = (byte) (index >>> 8);
        vector[11] = (byte) index;
        return mixed(vector, rtpSalt);
    }

    /** RFC 7714 section 9.1. */
    private byte[] rtcpVector(int ssrc, int index) {
        byte[] vector = new byte[VECTOR];
        Word.put(vector, 2, ssrc);
        Word.put(vector, 8, index);
        return mixed(vector, rtcpSalt);
    }

    private static byte[] mixed(byte[] vector, byte[] salt) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] ^= salt[i];
        }
        return vector;
    }
}
