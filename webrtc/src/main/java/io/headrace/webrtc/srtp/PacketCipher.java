package io.headrace.webrtc.srtp;

/**
 * Seals and opens packets where they lie, for one direction. An index is what the sequence number is the end of: 48 bits
 * of RTP, 31 bits of RTCP. For one thread.
 */
interface PacketCipher {

    /** What {@code open} answers for a packet that is not the other end's. */
    int FORGED = -1;

    /** @return the length afterwards; the array has room for it */
    int sealRtp(byte[] packet, int header, int length, int ssrc, long index);

    /** @return the length afterwards, or {@link #FORGED} */
    int openRtp(byte[] packet, int header, int length, int ssrc, long index);

    int sealRtcp(byte[] packet, int length, int ssrc, int index);

    int openRtcp(byte[] packet, int length, int ssrc, int index);

    /** The index that a protected RTCP packet shows in clear, without its first bit. */
    int rtcpIndex(byte[] packet, int length);

    /** Bytes by which a protected RTCP packet is longer. */
    int rtcpOverhead();

    static PacketCipher of(ProtectionProfile profile, MasterKey key) {
        return switch (profile) {
            case AEAD_AES_128_GCM -> GcmCipher.of(key);
            case AES128_CM_HMAC_SHA1_80 -> new CounterCipher(key);
        };
    }
}
