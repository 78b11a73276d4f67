package io.headrace.models.batch.upscale;

/** Scaling by two with the cubic kernel of Keys (a = -1/2), the yardstick of upscalers. */
public final class Bicubic {

    /** Of the kernel that makes one of the four pixels of each pixel. */
    public static final int SIDE = 5;

    public static final int PHASES = 4;

    private static final int REACH = SIDE / 2;
    private static final double A = -0.5;
    private static final int TAPS = 8;

    private Bicubic() {}

    /**
     * The four kernels of {@value #SIDE} by {@value #SIDE}, one behind the other: upper left, upper right, lower left, lower
     * right pixel.
     */
    public static float[] phases() {
        float[] kernels = new float[PHASES * SIDE * SIDE];
        for (int i = 0; i < kernels.length; i++) {
            int phase = i / (SIDE * SIDE);
            int row = i / SIDE % SIDE - REACH;
            int column = i % SIDE - REACH;
            kernels[i] = (float) (cubic(offset(phase / 2) - row) * cubic(offset(phase % 2) - column));
        }
        return kernels;
    }

    private static double offset(int phase) {
        return phase == 0 ? -0.25 : 0.25;
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        if (x < 1) {
            return (A + 2) * x * x * x - (A + 3) * x * x + 1;
        }
        return x < 2 ? A * x * x * x - 5 * A * x * x + 8 * A * x - 4 * A : 0;
    }

    public static Plane twice(Plane small) {
        float[] kernels = phases();
        float[] large = new float[4 * small.width() * small.height()];
        for (int y = 0; y < 2 * small.height(); y++) {
            for (int x = 0; x < 2 * small.width(); x++) {
                int kernel = ((y & 1) * 2 + (x & 1)) * SIDE * SIDE;
                float sum = 0;
                for (int i = 0; i < SIDE * SIDE; i++) {
                    sum += kernels[kernel + i] * small.near(x / 2 + i % SIDE - REACH, y / 2 + i / SIDE - REACH);
                }
                large[y * 2 * small.width() + x] = Math.clamp(sum, 0f, 1f);
            }
        }
        return new Plane(2 * small.width(), 2 * small.height(), large);
    }

    /** Half as wide and high, each pixel the weighted mean of 8 by 8: free of aliases. */
    public static Plane half(Plane large) {
        return transposed(halfWidth(transposed(halfWidth(large))));
    }

    private static Plane halfWidth(Plane plane) {
        double[] weights = new double[TAPS];
        double total = 0;
        for (int i = 0; i < TAPS; i++) {
            weights[i] = cubic((i - 3.5) / 2);
            total += weights[i];
        }
        int width = plane.width() / 2;
        float[] samples = new float[width * plane.height()];
        for (int at = 0; at < samples.length; at++) {
            double sum = 0;
            for (int i = 0; i < TAPS; i++) {
                sum += weights[i] * plane.near(2 * (at % width) - 3 + i, at / width);
            }
            samples[at] = (float) Math.clamp(sum / total, 0.0, 1.0);
        }
        return new Plane(width, plane.height(), samples);
    }

    private static Plane transposed(Plane plane) {
        float[] samples = new float[plane.width() * plane.height()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = plane.at(i / plane.height(), i % plane.height());
        }
        return new Plane(plane.height(), plane.width(), samples);
    }
}
