package io.headrace.cli.run.reply;

import java.util.BitSet;

/** Which pixels of a picture belong to something. Immutable. */
public final class Mask {

    private final int width;
    private final int height;
    private final BitSet pixels;

    /** @param pixels row by row; not changed afterwards */
    Mask(int width, int height, BitSet pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** Whether the pixel belongs to it. */
    public boolean has(int x, int y) {
        return pixels.get(y * width + x);
    }

    /** How many pixels belong to it. */
    public int area() {
        return pixels.cardinality();
    }
}
