package io.headrace.webrtc.send;

import io.headrace.media.AccessUnit;
import io.headrace.webrtc.rtp.Packetizer;
import io.headrace.webrtc.rtp.SentPackets;
import io.headrace.webrtc.sdp.Track;
import io.headrace.webrtc.session.SecureWay;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;

/**
 * A viewer's pictures: cut into packets that leave at the viewer's pace, and again when the viewer missed them, as a
 * stream of repairs (RFC 4588) or, where none was agreed on, as they were. For one thread.
 */
final class OutgoingVideo {

    /** Within a period: a viewer that misses more is not helped by more packets. */
    private static final int MAX_REPAIRS = 512;

    private final OutgoingStream stream;
    private final Optional<OutgoingStream> repairs;
    private final SentPackets sent = new SentPackets();
    private final ViewerPace pace;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean awaitingKeyframe = true;
    private int repaired;

    private record Waiting(ByteBuffer payload, boolean marker, int timestamp) {}

    OutgoingVideo(Track track, Outgoing.Numbers numbers, ViewerPace pace) {
        this.stream = new OutgoingStream(
                track.payloadType(), numbers.videoSsrc(), numbers.firstPacket(), track.sendTimeExtension());
        this.repairs = repairs(track.retransmission(), track, numbers);
        this.pace = pace;
    }

    private static Optional<OutgoingStream> repairs(OptionalInt type, Track track, Outgoing.Numbers numbers) {
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(new OutgoingStream(
                        type.getAsInt(), numbers.repairSsrc(), numbers.firstPacket(), track.sendTimeExtension()));
    }

    OutgoingStream stream() {
        return stream;
    }

    /** Pictures before the next are lost to this viewer. */
    void skipped() {
        awaitingKeyframe = true;
    }

    /** @return whether it goes out: no picture before a keyframe does, nor one that the viewer's way has no room for */
    boolean add(AccessUnit.Picture picture, long nowNanos) {
        awaitingKeyframe &= !picture.keyframe();
        if (awaitingKeyframe || !pace.admits(picture.bytes().length(), picture.keyframe(), nowNanos)) {
            return false;
        }
        List<ByteBuffer> payloads = Packetizer.payloads(picture.codec(), picture.bytes());
        int timestamp = (int) picture.presentation().ticks();
        for (int i = 0; i < payloads.size(); i++) {
            waiting.add(new Waiting(payloads.get(i), i == payloads.size() - 1, timestamp));
        }
        return true;
    }

    /** Sends what may leave now. */
    void flush(SecureWay way, long nowNanos) {
        while (!waiting.isEmpty() && pace.isFree(nowNanos)) {
            var next = waiting.remove();
            var packet = stream.send(way, next.payload(), next.marker(), next.timestamp(), nowNanos);
            sent.add(packet, nowNanos);
            pace.left(packet.length(), nowNanos);
        }
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Sends those of the packets again that are still known, before all that waits. */
    void repair(SecureWay way, List<Integer> sequences, long nowNanos) {
        for (int sequence : sequences) {
            if (repaired < MAX_REPAIRS) {
                sent.again(sequence, nowNanos).ifPresent(missed -> repair(way, missed, nowNanos));
            }
        }
    }

    private void repair(SecureWay way, SentPackets.Sent missed, long nowNanos) {
        repaired++;
        pace.spent(missed.length(), nowNanos);
        repairs.ifPresentOrElse(
                each -> each.repair(way, missed.packet(), nowNanos), () -> way.sendAgain(missed.sealed()));
    }

    /** A new period begins, in which so many repairs may be asked for again. */
    void beginPeriod() {
        repaired = 0;
    }
}
