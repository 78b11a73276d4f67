package io.headrace.webrtc.receive;

import io.headrace.media.MediaBytes;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.rtp.ReorderBuffer;
import io.headrace.webrtc.rtp.ReorderBuffer.Output;
import io.headrace.webrtc.rtp.ReorderBuffer.Patience;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.RtpPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One stream of Opus packets (RFC 7587): put in order and timed. What is lost stays lost. For one thread. */
final class IncomingSound {

    static final int RATE = 48_000;

    /** Nothing is asked for again: a listener would rather miss 20 ms. */
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofMillis(60), 50);

    private final int ssrc;
    private final ReorderBuffer order = new ReorderBuffer(SHORT);
    private final ReceptionStatistics statistics = new ReceptionStatistics(RATE);
    private final StreamClock clock;

    IncomingSound(int ssrc, StreamClock clock) {
        this.ssrc = ssrc;
        this.clock = clock;
    }

    int ssrc() {
        return ssrc;
    }

    ReceptionStatistics statistics() {
        return statistics;
    }

    List<OpusPacket> packet(RtpPacket packet, long now) {
        statistics.packet(packet, now);
        return timed(order.add(packet, now), now);
    }

    List<OpusPacket> advance(long now) {
        return timed(order.advance(now), now);
    }

    /** What its sender says of its clock. */
    void report(Rtcp.Message.SenderReport report, PublisherTime time, long now) {
        statistics.senderReport(report, now);
        time.sound(report, clock);
    }

    private List<OpusPacket> timed(List<Output> outputs, long now) {
        var packets = new ArrayList<OpusPacket>();
        for (var output : outputs) {
            if (output instanceof Output.Packet(var packet) && packet.payload().hasRemaining()) {
                packets.add(new OpusPacket(clock.at(packet.timestamp(), now), MediaBytes.copyOf(packet.payload())));
            }
        }
        return packets;
    }
}
