package io.headrace.models.frame.filter;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.divide;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.boxFilter;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The guided filter, with the picture's luma as its guide: within each window a colour is taken for a linear function of the
 * luma, so that it may change only where the luma does. Its cost does not depend on the radius. As in the fast variant the
 * functions are found on a picture of half the size and applied to the whole one.
 *
 * <p>K. He, J. Sun, X. Tang: Guided Image Filtering, 2013; K. He, J. Sun: Fast Guided Filter, 2015.
 */
final class GuidedFilter implements AutoCloseable {

    private static final double HALF = 0.5;

    private final double variance;
    private final Size window;
    private final Point centre = new Point(-1, -1);
    private final Size bySize = new Size(0, 0);
    private final Size full = new Size();
    private final Mat luma = new Mat();
    private final Mat small = new Mat();
    private final Mat mean = new Mat();
    private final Mat spread = new Mat();
    private final Mat colour = new Mat();
    private final Mat colourMean = new Mat();
    private final Mat slope = new Mat();
    private final Mat offset = new Mat();
    private final Mat product = new Mat();
    private final Mat whole = new Mat();

    /**
     * @param radius of the window, in pixels of the whole picture
     * @param contrast 0 to 1: what differs less from its surroundings is smoothed
     */
    GuidedFilter(int radius, double contrast) {
        int side = 2 * Math.max(1, (int) Math.round(radius * HALF)) + 1;
        this.window = new Size(side, side);
        this.variance = contrast * contrast;
    }

    /** Changes the planes in place. */
    void apply(PlaneMats planes) {
        planes.lumaInto(luma);
        full.width(luma.cols()).height(luma.rows());
        resize(luma, small, bySize, HALF, HALF, INTER_AREA);
        box(small, mean);
        multiply(small, small, product);
        box(product, spread);
        multiply(mean, mean, product);
        subtract(spread, product, spread);
        spread.convertTo(spread, CV_32F, 1, variance);
        for (var plane : List.of(planes.red(), planes.green(), planes.blue())) {
            smooth(plane);
        }
    }

    private void smooth(Mat plane) {
        resize(plane, colour, bySize, HALF, HALF, INTER_AREA);
        box(colour, colourMean);
        multiply(small, colour, product);
        box(product, slope);
        multiply(mean, colourMean, product);
        subtract(slope, product, slope);
        divide(slope, spread, slope);
        multiply(slope, mean, product);
        subtract(colourMean, product, offset);
        box(slope, slope);
        box(offset, offset);
        resize(slope, whole, full, 0, 0, INTER_LINEAR);
        multiply(whole, luma, whole);
        resize(offset, plane, full, 0, 0, INTER_LINEAR);
        add(plane, whole, plane);
    }

    private void box(Mat from, Mat to) {
        boxFilter(from, to, CV_32F, window, centre, true, BORDER_REFLECT_101);
    }

    @Override
    public void close() {
        for (var owned : List.of(
                window,
                centre,
                bySize,
                full,
                luma,
                small,
                mean,
                spread,
                colour,
                colourMean,
                slope,
                offset,
                product,
                whole)) {
            owned.close();
        }
    }
}
