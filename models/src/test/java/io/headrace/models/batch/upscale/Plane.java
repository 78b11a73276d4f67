package io.headrace.models.batch.upscale;

/** One quantity per pixel, 0 to 1, row by row; usually how light it is. Its samples are shared, not copied. */
public final class Plane {

    private final int width;
    private final int height;
    private final float[] samples;

    public Plane(int width, int height, float[] samples) {
        if (samples.length != width * height) {
            throw new IllegalArgumentException(width + "x" + height + " in " + samples.length + " samples");
        }
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public float at(int x, int y) {
        return samples[y * width + x];
    }

    /** At the nearest place that there is. */
    public float near(int x, int y) {
        return at(Math.clamp(x, 0, width - 1), Math.clamp(y, 0, height - 1));
    }

    /**
     * How close two are, in decibels of the ratio of white to the mean error; infinite when they are equal.
     *
     * @param border so many pixels at each edge are left out
     */
    public double psnr(Plane other, int border) {
        double sum = 0;
        for (int y = border; y < height - border; y++) {
            for (int x = border; x < width - border; x++) {
                double difference = at(x, y) - other.at(x, y);
                sum += difference * difference;
            }
        }
        double pixels = (width - 2.0 * border) * (height - 2.0 * border);
        return -10 * Math.log10(sum / pixels);
    }
}
