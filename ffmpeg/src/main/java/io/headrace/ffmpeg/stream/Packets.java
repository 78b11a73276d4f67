package io.headrace.ffmpeg.stream;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.media.MediaBytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.SizeTPointer;

/** Bytes into libav's packets, and out of them. */
final class Packets {

    private Packets() {}

    /** The caller's to free. */
    static AVPacket of(MediaBytes bytes) throws LibavException {
        return of(bytes.asByteBuffer());
    }

    static AVPacket of(ByteBuffer bytes) throws LibavException {
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        var packet = av_packet_alloc();
        int made = av_new_packet(packet, content.length);
        if (made < 0) {
            av_packet_free(packet);
        }
        Libav.check(made, "a packet of " + content.length + " bytes");
        packet.data().put(content, 0, content.length);
        return packet;
    }

    static ByteBuffer bytes(AVPacket packet) {
        byte[] content = new byte[packet.size()];
        packet.data().get(content);
        return ByteBuffer.wrap(content);
    }

    /** What came beside the packet's bytes, of that kind. */
    static Optional<ByteBuffer> beside(AVPacket packet, int kind) {
        try (var size = new SizeTPointer(1)) {
            var data = av_packet_get_side_data(packet, kind, size);
            if (data == null || data.isNull()) {
                return Optional.empty();
            }
            byte[] content = new byte[(int) size.get()];
            data.get(content);
            return Optional.of(ByteBuffer.wrap(content));
        }
    }
}
