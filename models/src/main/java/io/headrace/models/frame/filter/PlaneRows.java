package io.headrace.models.frame.filter;

import io.headrace.models.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Brings pieces of frames into arrays and back, since loops over arrays are what the compiler makes vectors of. A piece stays in
 * the processor's nearest cache.
 */
final class PlaneRows {

    private static final int PIECE = 2048;

    private final float[] red = new float[PIECE];
    private final float[] green = new float[PIECE];
    private final float[] blue = new float[PIECE];

    /** Changes the colours of all pixels. */
    void change(Frame frame, Colours colours) {
        var r = frame.plane(0);
        var g = frame.plane(1);
        var b = frame.plane(2);
        for (int from = 0; from < frame.pixels(); from += PIECE) {
            int length = Math.min(PIECE, frame.pixels() - from);
            read(r, from, red, length);
            read(g, from, green, length);
            read(b, from, blue, length);
            colours.change(red, green, blue, length);
            write(red, r, from, length);
            write(green, g, from, length);
            write(blue, b, from, length);
        }
    }

    /** Changes all samples by those at the same place in another frame of the same size. */
    void change(Frame frame, Frame other, Samples samples) {
        int all = Frame.PLANES * frame.pixels();
        for (int from = 0; from < all; from += PIECE) {
            int length = Math.min(PIECE, all - from);
            read(frame.samples(), from, red, length);
            read(other.samples(), from, green, length);
            samples.change(red, green, length);
            write(red, frame.samples(), from, length);
        }
    }

    private static void read(MemorySegment plane, int from, float[] piece, int length) {
        MemorySegment.copy(plane, ValueLayout.JAVA_FLOAT, (long) from * Float.BYTES, piece, 0, length);
    }

    private static void write(float[] piece, MemorySegment plane, int from, int length) {
        MemorySegment.copy(piece, 0, plane, ValueLayout.JAVA_FLOAT, (long) from * Float.BYTES, length);
    }

    /** Changes the first {@code length} pixels in place. */
    interface Colours {
        void change(float[] red, float[] green, float[] blue, int length);
    }

    /** Changes the first {@code length} samples in place. */
    interface Samples {
        void change(float[] samples, float[] others, int length);
    }
}
