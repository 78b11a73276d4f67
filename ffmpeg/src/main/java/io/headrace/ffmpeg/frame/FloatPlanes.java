package io.headrace.ffmpeg.frame;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRPF32LE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Lets libav read and write pictures that lie in memory of Java's as three planes of floats, red, green, blue, one behind the
 * other without gaps: the order of a tensor (1, 3, height, width). Values are 0 to 1. No sample is copied.
 */
public final class FloatPlanes implements AutoCloseable {

    /** Neither side is shorter: libav's vectors would write over the next line, and encoders take nothing smaller. */
    public static final int MIN_SIDE = 16;

    /** libav writes and reads whole vectors at the end of a line: so much memory must lie behind the last plane. */
    public static final int PADDING_BYTES = 64;

    private static final int PLANES = 3;

    private final AVFrame view = av_frame_alloc();

    public static long bytes(int width, int height) {
        return (long) PLANES * width * height * ValueLayout.JAVA_FLOAT.byteSize() + PADDING_BYTES;
    }

    /**
     * @param memory native, at least {@link #bytes} long, alive while the view is used
     * @return good until the next call
     */
    public AVFrame over(MemorySegment memory, int width, int height) {
        if (width < MIN_SIDE || height < MIN_SIDE || memory.byteSize() < bytes(width, height)) {
            throw new IllegalArgumentException(
                    "A picture of " + width + "x" + height + " in " + memory.byteSize() + " bytes");
        }
        long plane = (long) width * height * ValueLayout.JAVA_FLOAT.byteSize();
        view.format(AV_PIX_FMT_GBRPF32LE);
        view.width(width);
        view.height(height);
        place(0, memory, plane, width);
        place(1, memory, 2 * plane, width);
        place(2, memory, 0, width);
        return view;
    }

    private void place(int index, MemorySegment memory, long offset, int width) {
        view.data(index, new BytePointer(memory.asSlice(offset).asByteBuffer()));
        view.linesize(index, width * Float.BYTES);
    }

    @Override
    public void close() {
        av_frame_free(view);
    }
}
