package io.headrace.models.batch.picture;

/**
 * A picture in red, green and blue, 8 bits each, packed pixel by pixel, rows from the top down without gaps. Whoever made it may
 * still write to its samples; whoever was given it may not.
 */
public final class Picture {

    public static final int COLOURS = 3;

    private final int width;
    private final int height;
    private final byte[] samples;

    private Picture(int width, int height, byte[] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    /** A black one. */
    public static Picture black(int width, int height) {
        return over(width, height, new byte[Math.toIntExact((long) COLOURS * width * height)]);
    }

    /** @param samples not copied */
    public static Picture over(int width, int height, byte[] samples) {
        if (width <= 0 || height <= 0 || samples.length != (long) COLOURS * width * height) {
            throw new IllegalArgumentException(
                    "No picture has " + width + "x" + height + " pixels in " + samples.length + " bytes");
        }
        return new Picture(width, height, samples);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int pixels() {
        return width * height;
    }

    public boolean hasSizeOf(Picture other) {
        return width == other.width && height == other.height;
    }

    /** Red, green, blue, red … of all pixels; not a copy. */
    public byte[] samples() {
        return samples;
    }

    /** @return 0 to 255 */
    public int sample(int x, int y, int colour) {
        return samples[(y * width + x) * COLOURS + colour] & 0xff;
    }

    public String size() {
        return width + "x" + height;
    }
}
