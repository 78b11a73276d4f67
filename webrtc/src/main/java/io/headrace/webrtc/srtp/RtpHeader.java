package io.headrace.webrtc.srtp;

/** As much of an RTP packet as protection must know: it is in clear. */
final class RtpHeader {

    private static final int FIXED = 12;

    private RtpHeader() {}

    /** Bytes before the payload; 0 when the packet is too short to have that header. */
    static int length(byte[] packet, int length) {
        if (length < FIXED) {
            return 0;
        }
        int header = FIXED + 4 * (packet[0] & 0x0f);
        if ((packet[0] & 0x10) != 0) {
            if (length < header + 4) {
                return 0;
            }
            header += 4 + 4 * Word.halfAt(packet, header + 2);
        }
        return header <= length ? header : 0;
    }

    static int sequence(byte[] packet) {
        return Word.halfAt(packet, 2);
    }

    static int ssrc(byte[] packet) {
        return Word.at(packet, 8);
    }
}
