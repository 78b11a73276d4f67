package io.headrace.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode and HMAC-SHA1, of which ten bytes are sent (RFC 3711 sections 4.1.1 and 4.2). */
final class CounterCipher implements PacketCipher {

    private static final int TAG = 10;
    private static final int BLOCK = 16;
    private static final int SALT = 14;
    private static final int MAC_KEY = 20;
    private static final int RTCP_HEADER = 8;
    private static final int INDEX = 4;
    private static final int ENCRYPTED = 0x8000_0000;

    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final Mac rtpMac;
    private final Mac rtcpMac;

    CounterCipher(MasterKey key) {
        rtpKey = new SecretKeySpec(key.derive(MasterKey.Label.RTP_ENCRYPTION, ProtectionProfile.KEY_LENGTH), "AES");
        rtcpKey = new SecretKeySpec(key.derive(MasterKey.Label.RTCP_ENCRYPTION, ProtectionProfile.KEY_LENGTH), "AES");
        rtpSalt = key.derive(MasterKey.Label.RTP_SALT, SALT);
        rtcpSalt = key.derive(MasterKey.Label.RTCP_SALT, SALT);
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            rtpMac = mac(key.derive(MasterKey.Label.RTP_AUTHENTICATION, MAC_KEY));
            rtcpMac = mac(key.derive(MasterKey.Label.RTCP_AUTHENTICATION, MAC_KEY));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The JDK lacks AES in counter mode or HMAC-SHA1", impossible);
        }
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac;
    }

    @Override
    public int sealRtp(byte[] packet, int header, int length, int ssrc, long index) {
        mask(rtpKey, vector(rtpSalt, ssrc, index), packet, header, length);
        System.arraycopy(rtpTag(packet, length, index), 0, packet, length, TAG);
        return length + TAG;
    }

    @Override
    public int openRtp(byte[] packet, int header, int length, int ssrc, long index) {
        int end = length - TAG;
        if (end < header || !isTag(rtpTag(packet, end, index), packet, end)) {
            return FORGED;
        }
        mask(rtpKey, vector(rtpSalt, ssrc, index), packet, header, end);
        return end;
    }

    /** The tag covers what the receiver must know beside the packet: how often its numbers went round. */
    private byte[] rtpTag(byte[] packet, int length, long index) {
        byte[] rounds = new byte[4];
        Word.put(rounds, 0, (int) (index >>> 16));
        rtpMac.update(packet, 0, length);
        return rtpMac.doFinal(rounds);
    }

    @Override
    public int sealRtcp(byte[] packet, int length, int ssrc, int index) {
        mask(rtcpKey, vector(rtcpSalt, ssrc, index), packet, RTCP_HEADER, length);
        Word.put(packet, length, index | ENCRYPTED);
        rtcpMac.update(packet, 0, length + INDEX);
        System.arraycopy(rtcpMac.doFinal(), 0, packet, length + INDEX, TAG);
        return length + INDEX + TAG;
    }

    @Override
    public int openRtcp(byte[] packet, int length, int ssrc, int index) {
        int end = length - TAG;
        if (end - INDEX < RTCP_HEADER) {
            return FORGED;
        }
        rtcpMac.update(packet, 0, end);
        if (!isTag(rtcpMac.doFinal(), packet, end)) {
            return FORGED;
        }
        mask(rtcpKey, vector(rtcpSalt, ssrc, index), packet, RTCP_HEADER, end - INDEX);
        return end - INDEX;
    }

    @Override
    public int rtcpIndex(byte[] packet, int length) {
        return Word.at(packet, length - TAG - INDEX) & ~ENCRYPTED;
    }

    @Override
    public int rtcpOverhead() {
        return TAG + INDEX;
    }

    private static boolean isTag(byte[] expected, byte[] packet, int at) {
        return MessageDigest.isEqual(Arrays.copyOf(expected, TAG), Arrays.copyOfRange(packet, at, at + TAG));
    }

    private void mask(SecretKeySpec key, byte[] vector, byte[] packet, int from, int to) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
            cipher.doFinal(packet, from, to - from, packet, from);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A packet of " + to + " bytes cannot be masked", impossible);
        }
    }

    /** RFC 3711 section 4.1.1; the last two bytes count blocks. */
    private static byte[] vector(byte[] salt, int ssrc, long index) {
        byte[] vector = Arrays.copyOf(salt, BLOCK);
        byte[] mixed = new byte[BLOCK];
        Word.put(mixed, 4, ssrc);
        Word.put(mixed, 8, (int) (index >>> 16));
        mixed[12] = (byte) (index >>> 8);
        mixed[13] = (byte) index;
        for (int i = 0; i < BLOCK; i++) {
            vector[i] ^= mixed[i];
        }
        return vector;
    }
}
