package io.headrace.models.frame.filter;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.magnitude;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.Sobel;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TOZERO;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TRUNC;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Where a picture changes fast: the length of the gradient of its luma (Sobel), 0 below a threshold, 1 a little above it. Between
 * the two it rises evenly, so that lines do not flicker from picture to picture.
 */
final class EdgeMap implements AutoCloseable {

    private static final double STEP_IS_ONE = 1.0 / 4;
    private static final double RISE = 0.08;

    private final double sigma;
    private final double threshold;
    private final Mat luma = new Mat();
    private final Mat across = new Mat();
    private final Mat down = new Mat();
    private final Size kernel = new Size(0, 0);

    /**
     * @param sigma of the blur before, in pixels; 0 for none
     * @param threshold 0 to 1, where 1 is a step from black to white
     */
    EdgeMap(double sigma, double threshold) {
        this.sigma = sigma;
        this.threshold = threshold;
    }

    /** @return 0 to 1 for each pixel; good until the next call */
    Mat of(PlaneMats planes) {
        planes.lumaInto(luma);
        if (sigma > 0) {
            GaussianBlur(luma, luma, kernel, sigma, sigma, BORDER_REPLICATE, 0);
        }
        Sobel(luma, across, CV_32F, 1, 0, 3, STEP_IS_ONE / RISE, 0, BORDER_REPLICATE);
        Sobel(luma, down, CV_32F, 0, 1, 3, STEP_IS_ONE / RISE, 0, BORDER_REPLICATE);
        magnitude(across, down, luma);
        luma.convertTo(luma, CV_32F, 1, -threshold / RISE);
        threshold(luma, luma, 0, 0, THRESH_TOZERO);
        threshold(luma, luma, 1, 0, THRESH_TRUNC);
        return luma;
    }

    @Override
    public void close() {
        luma.close();
        across.close();
        down.close();
        kernel.close();
    }
}
