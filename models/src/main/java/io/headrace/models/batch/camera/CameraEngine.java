package io.headrace.models.batch.camera;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.picture.Vision;
import io.headrace.models.batch.reply.Medium;
import io.headrace.models.batch.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Answers {@code image-to-video} (pipelines reference section 1.2) with the {@value #FRAMES} pictures that the contract counts on.
 * {@code seed} decides where the camera goes and {@code motion_bucket_id} how far; nothing in the picture moves by itself.
 */
public final class CameraEngine implements BatchEngine {

    public static final String PIPELINE = "image-to-video";

    static final int FRAMES = 25;

    private static final EngineManifest MANIFEST = EngineManifest.classic(
            "headrace/camera-move",
            PIPELINE,
            "a zoom and a drift over a still picture, by this project",
            "none: nothing is generated");

    private static final PictureReader READER = new PictureReader(7_680 * 4_320);
    private static final int MULTIPLE = 8;
    private static final int MIN_SIDE = 64;
    private static final int MAX_SIDE = 2_048;
    private static final int MAX_PIXELS = 1_280 * 720;
    private static final int USUAL_WIDTH = 1_024;
    private static final int USUAL_HEIGHT = 576;
    private static final int USUAL_MOTION = 127;
    private static final int MAX_MOTION = 255;

    private CameraEngine() {}

    public static BatchModel model() {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return MANIFEST;
            }

            @Override
            public BatchEngine open() {
                Vision.load();
                return new CameraEngine();
            }
        };
    }

    @Override
    public Reply answer(Form request) throws RequestRefused {
        int width = side(request, "width", USUAL_WIDTH);
        int height = side(request, "height", USUAL_HEIGHT);
        if (width * height > MAX_PIXELS) {
            throw RequestRefused.badValue(
                    width + "x" + height + " is too large: at most " + MAX_PIXELS + " pixels are made.");
        }
        int motion = request.whole("motion_bucket_id", USUAL_MOTION, 1, MAX_MOTION);
        long seed = request.seed("seed", 0);
        var picture = READER.read(request, "image");
        return new Reply.Frames(film(picture, width, height, CameraPath.of(motion, new Random(seed))), seed);
    }

    private static int side(Form request, String field, int usual) throws RequestRefused {
        int side = request.whole(field, usual, MIN_SIDE, MAX_SIDE);
        if (side % MULTIPLE != 0) {
            throw RequestRefused.badValue(field + " has to be divisible by " + MULTIPLE + "; got " + side + ".");
        }
        return side;
    }

    private static List<Medium> film(Picture picture, int width, int height, CameraPath path) {
        var frames = new ArrayList<Medium>();
        try (var _ = new PointerScope()) {
            var scene = scene(picture, width, height, path.nearest());
            for (int i = 0; i < FRAMES; i++) {
                frames.add(new Medium.Still(seen(scene, width, height, path.at(i / (FRAMES - 1.0)))));
            }
        }
        return frames;
    }

    /** The middle of the picture in the shape of the frames, just as large as the nearest view needs it. */
    private static Mat scene(Picture picture, int width, int height, double nearest) {
        double cover = Math.max(width / (double) picture.width(), height / (double) picture.height()) / nearest;
        var scaled = new Mat();
        var size = new Size(
                Math.max((int) Math.ceil(width / nearest), (int) Math.round(picture.width() * cover)),
                Math.max((int) Math.ceil(height / nearest), (int) Math.round(picture.height() * cover)));
        resize(Vision.matrix(picture), scaled, size, 0, 0, cover < 1 ? INTER_AREA : INTER_CUBIC);
        return scaled;
    }

    private static Picture seen(Mat scene, int width, int height, CameraPath.View view) {
        double fullWidth = Math.min(scene.cols(), scene.rows() * (width / (double) height));
        double fullHeight = fullWidth * height / width;
        double scale = fullWidth * view.size() / width;
        double left = (scene.cols() - fullWidth) / 2 + fullWidth * view.left();
        double top = (scene.rows() - fullHeight) / 2 + fullHeight * view.top();
        // The middle of a pixel is half a pixel from its edge, in either measure.
        double[] map = {scale, 0, left + scale / 2 - 0.5, 0, scale, top + scale / 2 - 0.5};
        try (var _ = new PointerScope()) {
            var matrix = new Mat(2, 3, CV_64FC1);
            new DoublePointer(matrix.data()).put(map);
            var frame = new Mat();
            warpAffine(
                    scene,
                    frame,
                    matrix,
                    new Size(width, height),
                    INTER_CUBIC | WARP_INVERSE_MAP,
                    BORDER_REPLICATE,
                    new Scalar());
            return Vision.picture(frame);
        }
    }

    @Override
    public void close() {}
}
