package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cuts a picture of VP8 into payloads of packets, with the shortest descriptor (RFC 7741 section 4.2). */
final class Vp8Packetizer {

    private Vp8Packetizer() {}

    static List<ByteBuffer> payloads(MediaBytes picture) {
        var payloads = new ArrayList<ByteBuffer>();
        var rest = picture.asByteBuffer();
        byte descriptor = Vp8Descriptor.FIRST;
        while (rest.hasRemaining()) {
            int length = Math.min(Packetizer.MAX_PAYLOAD - 1, rest.remaining());
            var piece = ByteBuffer.allocate(1 + length).put(descriptor);
            payloads.add(piece.put(rest.slice(rest.position(), length)).flip());
            rest.position(rest.position() + length);
            descriptor = Vp8Descriptor.FURTHER;
        }
        return payloads;
    }
}
