package io.headrace.webrtc.receive;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.rtp.CodedPicture;
import io.headrace.webrtc.rtp.PictureAssembler;
import io.headrace.webrtc.rtp.ReorderBuffer;
import io.headrace.webrtc.rtp.ReorderBuffer.Output;
import io.headrace.webrtc.rtp.Rtcp;
import io.headrace.webrtc.rtp.RtpPacket;
import io.headrace.webrtc.sdp.Format;
import java.util.ArrayList;
import java.util.List;

/** One stream of packets: put in order, assembled, timed. For one thread. */
final class IncomingVideo {

    private final int ssrc;
    private final ReorderBuffer order = new ReorderBuffer(ReorderBuffer.Patience.DEFAULT);
    private final ReceptionStatistics statistics = new ReceptionStatistics(MediaTime.TICKS_PER_SECOND);
    private final VideoCodec codec;
    private final PictureAssembler assembler;
    private final StreamClock clock;

    IncomingVideo(int ssrc, StreamClock clock, int pictureBytes, Format format) {
        this.ssrc = ssrc;
        this.clock = clock;
        this.codec = format.codec();
        this.assembler = PictureAssembler.of(codec, pictureBytes, format.parameterSets());
    }

    int ssrc() {
        return ssrc;
    }

    ReceptionStatistics statistics() {
        return statistics;
    }

    /** A packet as it was sent first. @return the pictures that are whole now */
    List<AccessUnit.Picture> packet(RtpPacket packet, long now) {
        statistics.packet(packet, now);
        return assemble(order.add(packet, now), now);
    }

    /** A packet that was sent again. */
    List<AccessUnit.Picture> repaired(RtpPacket original, long now) {
        return assemble(order.add(original, now), now);
    }

    /** What comes out because time passed. */
    List<AccessUnit.Picture> advance(long now) {
        return assemble(order.advance(now), now);
    }

    /** What its sender says of its clock. */
    void report(Rtcp.Message.SenderReport report, PublisherTime time, long now) {
        statistics.senderReport(report, now);
        time.pictures(report, clock);
    }

    /** Packets to ask for again now. */
    List<Integer> missing(long now) {
        return order.due(now);
    }

    boolean awaitsKeyframe() {
        return assembler.awaitsKeyframe();
    }

    private List<AccessUnit.Picture> assemble(List<Output> outputs, long now) {
        var pictures = new ArrayList<AccessUnit.Picture>();
        for (var output : outputs) {
            switch (output) {
                case Output.Packet(var packet) ->
                    assembler.add(packet).forEach(picture -> pictures.add(timed(picture, now)));
                case Output.Gap _ -> assembler.gap();
            }
        }
        return pictures;
    }

    private AccessUnit.Picture timed(CodedPicture picture, long now) {
        var time = clock.at(picture.timestamp(), now);
        return new AccessUnit.Picture(codec, time, time, picture.keyframe(), picture.bytes());
    }
}
