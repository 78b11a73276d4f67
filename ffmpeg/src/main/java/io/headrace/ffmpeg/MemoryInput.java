package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.headrace.media.MediaBytes;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Lets libav read bytes that are in memory. The call-backs are held here, where the collector sees them in use. */
final class MemoryInput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ByteBuffer bytes;
    private final byte[] chunk = new byte[BUFFER];
    private final Reading reading = new Reading();
    private final Seeking seeking = new Seeking();
    private final AVIOContext context;

    MemoryInput(MediaBytes media) {
        this.bytes = media.asByteBuffer();
        var buffer = new BytePointer(av_malloc(BUFFER));
        this.context = avio_alloc_context(buffer, BUFFER, 0, null, reading, null, seeking);
    }

    AVIOContext context() {
        return context;
    }

    @Override
    public void close() {
        av_free(context.buffer());
        avio_context_free(context);
        reading.close();
        seeking.close();
    }

    private final class Reading extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            int length = Math.min(Math.min(size, chunk.length), bytes.remaining());
            if (length == 0) {
                return AVERROR_EOF();
            }
            bytes.get(chunk, 0, length);
            target.put(chunk, 0, length);
            return length;
        }
    }

    private final class Seeking extends Seek_Pointer_long_int {
        private static final int SET = 0;
        private static final int CURRENT = 1;
        private static final int END = 2;

        @Override
        public long call(Pointer opaque, long offset, int whence) {
            if ((whence & AVSEEK_SIZE) != 0) {
                return bytes.limit();
            }
            long position = switch (whence & 3) {
                case SET -> offset;
                case CURRENT -> bytes.position() + offset;
                case END -> bytes.limit() + offset;
                default -> -1;
            };
            if (position < 0 || position > bytes.limit()) {
                return -1;
            }
            bytes.position((int) position);
            return position;
        }
    }
}
