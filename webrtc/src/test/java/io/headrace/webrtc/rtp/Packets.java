package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Packets as a test wants them. */
final class Packets {

    static final int SSRC = 0x0102_0304;

    private Packets() {}

    static RtpPacket of(int sequence) {
        return of(sequence, 3000 * sequence, true, new byte[] {1, (byte) sequence});
    }

    static RtpPacket of(int sequence, int timestamp, boolean marker, byte[] payload) {
        return new RtpPacket(
                96, marker, sequence & 0xffff, timestamp, SSRC, ByteBuffer.wrap(payload), OptionalInt.empty());
    }
}
