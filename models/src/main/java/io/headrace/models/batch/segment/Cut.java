package io.headrace.models.batch.segment;

/** What came of dividing a small picture, row by row. Its arrays are shared, not copied. */
final class Cut {

    private final int width;
    private final int height;
    private final float[] odds;
    private final boolean[] inside;

    Cut(int width, int height, float[] odds, boolean[] inside) {
        this.width = width;
        this.height = height;
        this.odds = odds;
        this.inside = inside;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int pixels() {
        return odds.length;
    }

    /** That a pixel is the object's, by its colour alone, as logarithm. */
    float[] odds() {
        return odds;
    }

    /** Whether the cut gives a pixel to the object. */
    boolean[] inside() {
        return inside;
    }
}
