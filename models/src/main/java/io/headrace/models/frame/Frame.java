package io.headrace.models.frame;

import io.headrace.ffmpeg.frame.FloatPlanes;
import io.headrace.media.MediaTime;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * One picture as planes of floats, red, green, blue, one behind the other in one piece of native memory: a tensor (1, 3, height,
 * width). Values are 0 to 1, rows go from the top down, without gaps.
 *
 * <p>It belongs to one thread and is written again for the next picture: whoever wants to keep it copies it. Whoever allocated
 * one closes it.
 */
public final class Frame implements AutoCloseable {

    public static final int PLANES = 3;

    private static final long ALIGNMENT = 64;

    private final int width;
    private final int height;
    private final Arena arena;
    private final MemorySegment memory;
    private final MemorySegment samples;
    private final FloatBuffer buffer;
    private MediaTime presentation = MediaTime.ZERO;

    private Frame(int width, int height, Arena arena) {
        this.width = width;
        this.height = height;
        this.arena = arena;
        this.memory = arena.allocate(FloatPlanes.bytes(width, height), ALIGNMENT);
        this.samples = memory.asSlice(0, memory.byteSize() - FloatPlanes.PADDING_BYTES);
        this.buffer = samples.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** A black one, shown at zero. */
    public static Frame allocate(int width, int height) {
        if (width <= 0 || height <= 0 || (long) width * height > Integer.MAX_VALUE / (PLANES * Float.BYTES) - 1) {
            throw new IllegalArgumentException("No frame has " + width + "x" + height + " pixels");
        }
        return new Frame(width, height, Arena.ofShared());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Of one plane. */
    public int pixels() {
        return width * height;
    }

    public boolean hasSize(int otherWidth, int otherHeight) {
        return width == otherWidth && height == otherHeight;
    }

    /** All samples. */
    public MemorySegment samples() {
        return samples;
    }

    /** The samples of one plane: 0 red, 1 green, 2 blue. */
    public MemorySegment plane(int index) {
        long bytes = pixels() * ValueLayout.JAVA_FLOAT.byteSize();
        return samples.asSlice(index * bytes, bytes);
    }

    /** The samples as a direct buffer, in the machine's byte order. Each call gives a view with a position of its own. */
    public FloatBuffer buffer() {
        return buffer.duplicate();
    }

    /** When it is shown, on the stream's clock. */
    public MediaTime presentation() {
        return presentation;
    }

    public void presentAt(MediaTime moment) {
        presentation = moment;
    }

    /** Takes over the samples and the time of another of this size. */
    public void copyFrom(Frame other) {
        samples.copyFrom(other.samples);
        presentation = other.presentation;
    }

    /** The samples, and behind them what libav wants to touch besides. */
    MemorySegment memory() {
        return memory;
    }

    @Override
    public void close() {
        arena.close();
    }
}
