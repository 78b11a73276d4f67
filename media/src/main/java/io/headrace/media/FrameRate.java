package io.headrace.media;

/** Frames per second as a fraction in lowest terms; {@link #PASSTHROUGH} keeps the source's own timing. */
public record FrameRate(int numerator, int denominator) {

    public static final FrameRate PASSTHROUGH = new FrameRate(0, 1);

    public FrameRate {
        if (numerator < 0 || denominator <= 0) {
            throw new IllegalArgumentException("Not a frame rate: " + numerator + "/" + denominator);
        }
    }

    public static FrameRate of(int perSecond) {
        return new FrameRate(perSecond, 1);
    }

    public boolean passesThrough() {
        return numerator == 0;
    }

    /** Rounded up, as fee estimates count. */
    public int ceiling() {
        return (numerator + denominator - 1) / denominator;
    }

    @Override
    public String toString() {
        return passesThrough() ? "source" : denominator == 1 ? "" + numerator : numerator + "/" + denominator;
    }
}
