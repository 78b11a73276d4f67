package io.headrace.media;

/** The unit of transcoding price: encoded width × height × frames. */
public record PixelCount(long pixels) {

    public static final PixelCount ZERO = new PixelCount(0);

    public PixelCount {
        if (pixels < 0) {
            throw new IllegalArgumentException("Pixels are counted from zero: " + pixels);
        }
    }

    public static PixelCount of(int width, int height, long frames) {
        return new PixelCount(Math.multiplyExact(Math.multiplyExact((long) width, height), frames));
    }

    public PixelCount plus(PixelCount more) {
        return new PixelCount(Math.addExact(pixels, more.pixels));
    }
}
