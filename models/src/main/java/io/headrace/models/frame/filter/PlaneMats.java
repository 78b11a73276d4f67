package io.headrace.models.frame.filter;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;

import io.headrace.models.frame.Frame;
import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The planes of one frame as OpenCV sees them: the same memory, not a copy. Loading OpenCV takes half a second, at the first of
 * them. It works on the caller's thread alone, so that sessions beside each other do not fight for processors.
 */
final class PlaneMats implements AutoCloseable {

    static {
        Loader.load(opencv_imgproc.class);
        opencv_core.setNumThreads(1);
    }

    private final Frame frame;
    private final Mat red;
    private final Mat green;
    private final Mat blue;

    PlaneMats(Frame frame) {
        this.frame = frame;
        this.red = over(frame.plane(0));
        this.green = over(frame.plane(1));
        this.blue = over(frame.plane(2));
    }

    private Mat over(MemorySegment plane) {
        return new Mat(frame.height(), frame.width(), CV_32FC1, new BytePointer(plane.asByteBuffer()));
    }

    boolean show(Frame other) {
        return frame == other;
    }

    Mat red() {
        return red;
    }

    Mat green() {
        return green;
    }

    Mat blue() {
        return blue;
    }

    /** How light each pixel is (BT.601). */
    void lumaInto(Mat luma) {
        opencv_core.addWeighted(red, 0.299, green, 0.587, 0, luma);
        opencv_core.scaleAdd(blue, 0.114, luma, luma);
    }

    @Override
    public void close() {
        red.close();
        green.close();
        blue.close();
    }
}
