package io.headrace.wire.batch.file;

/**
 * How large a picture is.
 *
 * @param width in pixels, 1 to {@link #MAX}
 * @param height in pixels, 1 to {@link #MAX}
 */
public record PictureSize(int width, int height) {

    /** The longest side that a JPEG or a GIF can have. */
    public static final int MAX = 65_535;

    public PictureSize {
        if (width < 1 || width > MAX || height < 1 || height > MAX) {
            throw new IllegalArgumentException(
                    "A picture of " + width + "x" + height + "; each side has 1 to " + MAX + " pixels");
        }
    }

    public long pixels() {
        return (long) width * height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
