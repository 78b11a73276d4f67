package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.NalCursor;
import io.headrace.media.codec.NalKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cuts a picture of H.264 into payloads of packets (RFC 6184 sections 5.6 and 5.8). */
final class H264Packetizer {

    private static final int TYPE = 0x1f;
    private static final int FU_A = 28;
    private static final int START = 0x80;
    private static final int END = 0x40;

    private H264Packetizer() {}

    static List<ByteBuffer> payloads(MediaBytes annexB) {
        var payloads = new ArrayList<ByteBuffer>();
        var cursor = new NalCursor(annexB);
        while (cursor.next()) {
            // a delimiter tells a receiver of packets nothing that the marker does not
            if (cursor.kind(VideoCodec.H264) != NalKind.DELIMITER) {
                add(cursor.unit(), payloads);
            }
        }
        return payloads;
    }

    private static void add(ByteBuffer unit, List<ByteBuffer> payloads) {
        if (unit.remaining() <= Packetizer.MAX_PAYLOAD) {
            payloads.add(unit);
            return;
        }
        int header = unit.get();
        byte indicator = (byte) ((header & ~TYPE) | FU_A);
        int flag = START;
        while (unit.hasRemaining()) {
            int length = Math.min(Packetizer.MAX_PAYLOAD - 2, unit.remaining());
            int last = length == unit.remaining() ? END : 0;
            var piece = ByteBuffer.allocate(2 + length).put(indicator).put((byte) ((header & TYPE) | flag | last));
            piece.put(unit.slice(unit.position(), length));
            unit.position(unit.position() + length);
            payloads.add(piece.flip());
            flag = 0;
        }
    }
}
