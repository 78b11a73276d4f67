package io.headrace.webrtc.srtp;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Opens what the other end sent: each packet once, in any order, and nothing that somebody else made. Packets are opened
 * where they lie. For one thread.
 */
public final class SrtpReceiver {

    /** Streams of one peer: video, sound, retransmissions, and as many again after a change. */
    private static final int MAX_STREAMS = 32;

    private static final int RTCP_SHORTEST = 8;

    private final PacketCipher cipher;
    private final Map<Integer, ReplayWindow> rtp = new HashMap<>();
    private final Map<Integer, ReplayWindow> rtcp = new HashMap<>();

    public SrtpReceiver(ProtectionProfile profile, MasterKey key) {
        cipher = PacketCipher.of(profile, key);
    }

    /** @return the length of the plain packet; empty for a packet that is forged, repeated, too late or too short */
    public OptionalInt rtp(byte[] packet, int length) {
        int header = RtpHeader.length(packet, length);
        if (header == 0) {
            return OptionalInt.empty();
        }
        int ssrc = RtpHeader.ssrc(packet);
        var window = window(rtp, ssrc);
        long index = RolloverGuess.index(window.highest(), RtpHeader.sequence(packet));
        if (!window.isNew(index)) {
            return OptionalInt.empty();
        }
        return taken(cipher.openRtp(packet, header, length, ssrc, index), rtp, ssrc, window, index);
    }

    /** @return the length of the plain compound; empty for one that is forged, repeated, too late or too short */
    public OptionalInt rtcp(byte[] packet, int length) {
        if (length < RTCP_SHORTEST + cipher.rtcpOverhead()) {
            return OptionalInt.empty();
        }
        int ssrc = Word.at(packet, 4);
        int index = cipher.rtcpIndex(packet, length);
        var window = window(rtcp, ssrc);
        if (!window.isNew(index)) {
            return OptionalInt.empty();
        }
        return taken(cipher.openRtcp(packet, length, ssrc, index), rtcp, ssrc, window, index);
    }

    /** A stream counts once a packet of it was proved: a forger cannot fill the table. */
    private static OptionalInt taken(
            int opened, Map<Integer, ReplayWindow> windows, int ssrc, ReplayWindow window, long index) {
        if (opened == PacketCipher.FORGED || (!windows.containsKey(ssrc) && windows.size() >= MAX_STREAMS)) {
            return OptionalInt.empty();
        }
        window.take(index);
        windows.put(ssrc, window);
        return OptionalInt.of(opened);
    }

    private static ReplayWindow window(Map<Integer, ReplayWindow> windows, int ssrc) {
        var known = windows.get(ssrc);
        return known == null ? new ReplayWindow() : known;
    }
}
