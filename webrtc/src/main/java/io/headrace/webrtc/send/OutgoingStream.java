package io.headrace.webrtc.send;

import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.session.SecureWay;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Numbers and sends the packets of one stream. For one thread. */
final class OutgoingStream {

    private final int payloadType;
    private final int ssrc;
    private int sequence;
    private long packets;
    private long bytes;

    /** @param sequence of the first packet, below 32768 (RFC 3711 section 3.3.1) */
    OutgoingStream(int payloadType, int ssrc, int sequence) {
        this.payloadType = payloadType;
        this.ssrc = ssrc;
        this.sequence = sequence;
    }

    /** The number of the packet that is sent next. */
    int sequence() {
        return sequence;
    }

    /** @return what was sent, sealed */
    byte[] send(SecureWay way, ByteBuffer payload, boolean marker, int timestamp) {
        var packet = new RtpPacket(payloadType, marker, sequence, timestamp, ssrc, payload, OptionalInt.empty());
        sequence = (sequence + 1) & 0xffff;
        packets++;
        bytes += payload.remaining();
        return way.send(packet);
    }

    void report(SecureWay way, MediaAnchor anchor, int timestamp, long nowNanos) {
        if (packets > 0) {
            way.send(RtcpCompound.sending(ssrc, anchor.ntp(nowNanos), timestamp, packets, bytes));
        }
    }
}
