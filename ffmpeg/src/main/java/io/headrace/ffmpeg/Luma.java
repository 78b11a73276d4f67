package io.headrace.ffmpeg;

import io.headrace.media.RenditionSize;
import io.headrace.media.request.Comparison.Likeness;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The brightness of one picture's pixels, copied out of native memory: what pictures are compared by. */
final class Luma {

    private static final int GRID = 32;
    private static final int LEAST_CELL = 4;
    private static final int BLOCK = 8;
    /** Every so many rows tell which of two neighbouring pictures is the one. */
    private static final int ROUGHLY = 4;

    private static final double PEAK = 255.0 * 255.0;
    private static final double C1 = 0.01 * 0.01 * PEAK;
    private static final double C2 = 0.03 * 0.03 * PEAK;

    private final RenditionSize size;
    private final byte[] levels;

    private Luma(RenditionSize size, byte[] levels) {
        this.size = size;
        this.levels = levels;
    }

    /** Of a picture in planar YUV of 8 bits. */
    static Luma of(AVFrame frame) {
        var size = new RenditionSize(frame.width(), frame.height());
        byte[] levels = new byte[size.width() * size.height()];
        var plane = frame.data(0);
        for (int y = 0; y < size.height(); y++) {
            plane.position((long) y * frame.linesize(0)).get(levels, y * size.width(), size.width());
        }
        return new Luma(size, levels);
    }

    RenditionSize size() {
        return size;
    }

    /** From 0 to 255. */
    double mean() {
        long sum = 0;
        for (byte level : levels) {
            sum += level & 0xff;
        }
        return (double) sum / levels.length;
    }

    /** Mean squared difference over some rows; of pictures of one size. */
    double roughError(Luma other) {
        long sum = 0;
        int rows = 0;
        for (int y = 0; y < size.height(); y += ROUGHLY, rows++) {
            int end = (y + 1) * size.width();
            for (int i = y * size.width(); i < end; i++) {
                int difference = (levels[i] & 0xff) - (other.levels[i] & 0xff);
                sum += (long) difference * difference;
            }
        }
        return (double) sum / ((long) rows * size.width());
    }

    /** To a picture of the same size. */
    Likeness likeness(Luma other) {
        long squares = 0;
        double structure = 0;
        long blocks = 0;
        for (int y = 0; y < size.height(); y += BLOCK) {
            for (int x = 0; x < size.width(); x += BLOCK, blocks++) {
                var block = new Block();
                block.add(this, other, x, y);
                squares += block.squaredError();
                structure += block.ssim();
            }
        }
        double error = (double) squares / levels.length;
        double psnr = error == 0 ? Likeness.IDENTICAL : Math.min(Likeness.IDENTICAL, 10 * Math.log10(PEAK / error));
        return new Likeness(distance(other), psnr, structure / blocks);
    }

    private double distance(Luma other) {
        double[] mine = grid();
        double[] others = other.grid();
        double sum = 0;
        for (int i = 0; i < mine.length; i++) {
            sum += Math.abs(mine[i] - others[i]);
        }
        return sum / mine.length;
    }

    /** The mean of each cell; small pictures have fewer cells, since a cell of a pixel or two shows how finely it is coded. */
    private double[] grid() {
        int columns = Math.clamp(size.width() / LEAST_CELL, 1, GRID);
        int rows = Math.clamp(size.height() / LEAST_CELL, 1, GRID);
        double[] means = new double[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                means[row * columns + column] = mean(
                        column * size.width() / columns,
                        (column + 1) * size.width() / columns,
                        row * size.height() / rows,
                        (row + 1) * size.height() / rows);
            }
        }
        return means;
    }

    private double mean(int left, int right, int top, int bottom) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            int end = y * size.width() + right;
            for (int i = y * size.width() + left; i < end; i++) {
                sum += levels[i] & 0xff;
            }
        }
        return (double) sum / ((right - left) * (bottom - top));
    }

    /** The sums of a block of two pictures, from which both its squared error and its structural similarity follow. */
    private static final class Block {
        private int count;
        private int a;
        private int b;
        private int aa;
        private int bb;
        private int ab;

        void add(Luma one, Luma other, int left, int top) {
            int width = one.size.width();
            int right = Math.min(left + BLOCK, width);
            int bottom = Math.min(top + BLOCK, one.size.height());
            count = (right - left) * (bottom - top);
            for (int y = top; y < bottom; y++) {
                int end = y * width + right;
                for (int i = y * width + left; i < end; i++) {
                    int p = one.levels[i] & 0xff;
                    int q = other.levels[i] & 0xff;
                    a += p;
                    b += q;
                    aa += p * p;
                    bb += q * q;
                    ab += p * q;
                }
            }
        }

        int squaredError() {
            return aa + bb - 2 * ab;
        }

        double ssim() {
            double n = count;
            double meanA = a / n;
            double meanB = b / n;
            double varianceA = aa / n - meanA * meanA;
            double varianceB = bb / n - meanB * meanB;
            double covariance = ab / n - meanA * meanB;
            return (2 * meanA * meanB + C1)
                    * (2 * covariance + C2)
                    / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
        }
    }
}
