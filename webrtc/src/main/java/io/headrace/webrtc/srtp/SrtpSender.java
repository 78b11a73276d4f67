package io.headrace.webrtc.srtp;

import java.util.HashMap;
import java.util.Map;

/**
 * Protects what is sent, where it lies. A packet is protected once: what is sent again is sent as it was. For one thread.
 */
public final class SrtpSender {

    /** Bytes behind a packet that its array must have to spare. */
    public static final int OVERHEAD = 20;

    private static final int MAX_RTCP_INDEX = Integer.MAX_VALUE;

    private final PacketCipher cipher;
    private final Map<Integer, Long> highest = new HashMap<>();
    private int rtcpIndex;

    public SrtpSender(ProtectionProfile profile, MasterKey key) {
        cipher = PacketCipher.of(profile, key);
    }

    /**
     * @param packet whole, its numbers in order for each stream, with {@link #OVERHEAD} bytes to spare
     * @return its length afterwards
     */
    public int rtp(byte[] packet, int length) {
        int ssrc = RtpHeader.ssrc(packet);
        long before = highest.getOrDefault(ssrc, -1L);
        long index = RolloverGuess.index(before, RtpHeader.sequence(packet));
        if (index <= before) {
            throw new IllegalArgumentException("Packet " + index + " of stream " + ssrc + " comes after " + before
                    + ": to protect two with one number gives both away");
        }
        highest.put(ssrc, index);
        return cipher.sealRtp(packet, RtpHeader.length(packet, length), length, ssrc, index);
    }

    /**
     * @param packet a compound with {@link #OVERHEAD} bytes to spare
     * @return its length afterwards
     */
    public int rtcp(byte[] packet, int length) {
        if (rtcpIndex == MAX_RTCP_INDEX) {
            throw new IllegalStateException("The key's life is over");
        }
        rtcpIndex++;
        return cipher.sealRtcp(packet, length, Word.at(packet, 4), rtcpIndex);
    }
}
