package io.headrace.models.batch.interpolate;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.Vision;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_video;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.DISOpticalFlow;

/** Dense inverse search (Kroeger et al. 2016, "Fast optical flow using dense inverse search"), by OpenCV. For one thread. */
final class OpticalFlow {

    /** Its patches are 8 by 8, and it halves pictures before it begins. */
    static final int MIN_SIDE = 32;

    OpticalFlow() {
        Vision.load();
        Loader.load(opencv_video.class);
    }

    /** The way from each picture to the other. */
    record BothWays(FlowField forth, FlowField back) {}

    /** @param second of the same size, each side at least {@value #MIN_SIDE} */
    BothWays between(Picture first, Picture second) {
        try (var _ = new PointerScope()) {
            var from = grey(first);
            var to = grey(second);
            return new BothWays(flow(from, to), flow(to, from));
        }
    }

    private static Mat grey(Picture picture) {
        var grey = new Mat();
        cvtColor(Vision.matrix(picture), grey, COLOR_RGB2GRAY);
        return grey;
    }

    private static FlowField flow(Mat from, Mat to) {
        var flow = new Mat();
        DISOpticalFlow.create(DISOpticalFlow.PRESET_MEDIUM).calc(from, to, flow);
        int pixels = from.cols() * from.rows();
        float[] both = new float[2 * pixels];
        new FloatPointer(flow.data()).get(both);
        float[] right = new float[pixels];
        float[] down = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            right[i] = both[2 * i];
            down[i] = both[2 * i + 1];
        }
        return new FlowField(from.cols(), from.rows(), right, down);
    }
}
