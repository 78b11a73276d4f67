package io.headrace.models.batch.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The way between pictures and matrices of OpenCV, which is loaded with this class: half a second. It works on its caller's
 * thread alone. Matrices are native memory that nobody collects: make them within a {@link org.bytedeco.javacpp.PointerScope}.
 */
public final class Vision {

    static {
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        opencv_core.setNumThreads(1);
    }

    private Vision() {}

    /** Loads the library now. */
    public static void load() {
        // What has to be done is done with the class.
    }

    /** A copy: three channels of 8 bits, red first. */
    public static Mat matrix(Picture picture) {
        var matrix = new Mat(picture.height(), picture.width(), CV_8UC3);
        matrix.data().put(picture.samples());
        return matrix;
    }

    /** @param matrix three channels of 8 bits, red first */
    public static Picture picture(Mat matrix) {
        if (matrix.type() != CV_8UC3 || !matrix.isContinuous()) {
            throw new IllegalArgumentException("No picture is made of a matrix of type " + matrix.type());
        }
        var picture = Picture.black(matrix.cols(), matrix.rows());
        try (var data = new BytePointer(matrix.data())) {
            data.get(picture.samples());
        }
        return picture;
    }
}
