package io.headrace.webrtc.send;

import io.headrace.webrtc.rtp.RtcpCompound;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.rtp.SentPackets;
import io.headrace.webrtc.session.SecureWay;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Numbers and sends the packets of one stream. For one thread. */
final class OutgoingStream {

    private final int payloadType;
    private final int ssrc;
    private final int sendTimeExtension;
    private int sequence;
    private long packets;
    private long bytes;

    /**
     * @param sequence of the first packet, below 32768 (RFC 3711 section 3.3.1)
     * @param sendTimeExtension under which id packets carry when they leave; 0 when they do not
     */
    OutgoingStream(int payloadType, int ssrc, int sequence, int sendTimeExtension) {
        this.payloadType = payloadType;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.sendTimeExtension = sendTimeExtension;
    }

    SentPackets.Sent send(SecureWay way, ByteBuffer payload, boolean marker, int timestamp, long nowNanos) {
        return send(
                way,
                new RtpPacket(payloadType, marker, sequence, timestamp, ssrc, payload, OptionalInt.empty()),
                nowNanos);
    }

    /** Sends another stream's packet again as one of this stream. */
    void repair(SecureWay way, RtpPacket original, long nowNanos) {
        send(way, original.repair(payloadType, sequence, ssrc), nowNanos);
    }

    private SentPackets.Sent send(SecureWay way, RtpPacket packet, long nowNanos) {
        sequence = (sequence + 1) & 0xffff;
        packets++;
        bytes += packet.payload().remaining();
        byte[] sealed = sendTimeExtension > 0 ? way.send(packet, sendTimeExtension, nowNanos) : way.send(packet);
        return new SentPackets.Sent(packet, sealed);
    }

    void report(SecureWay way, MediaAnchor anchor, int timestamp, long nowNanos) {
        if (packets > 0) {
            way.send(RtcpCompound.sending(ssrc, anchor.ntp(nowNanos), timestamp, packets, bytes));
        }
    }
}
