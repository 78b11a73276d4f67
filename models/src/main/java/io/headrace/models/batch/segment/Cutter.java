package io.headrace.models.batch.segment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_INIT_WITH_MASK;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_BGD;
import static org.bytedeco.opencv.global.opencv_imgproc.GC_PR_FGD;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.grabCut;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.Vision;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * GrabCut (Rother, Kolmogorov, Blake 2004, "Interactive foreground extraction using iterated graph cuts"), by OpenCV, on a picture
 * of at most {@value #MAX_SIDE} pixels a side: prompts become what is surely and what is probably the object, colours are learnt
 * from both, and a cut along edges divides them.
 */
final class Cutter {

    private static final int MAX_SIDE = 480;
    private static final int MIN_SIDE = 8;
    private static final int ROUNDS = 5;

    /** About a point that is all that is known, the object is thought to reach so far, in parts of the shorter side. */
    private static final double REACH_OF_A_POINT = 0.18;

    private static final double SIZE_OF_A_POINT = 0.015;

    private Cutter() {}

    static Cut cut(Picture picture, Prompts prompts) {
        double scale = Math.min(1, MAX_SIDE / (double) Math.max(picture.width(), picture.height()));
        int width = Math.max(MIN_SIDE, (int) Math.round(picture.width() * scale));
        int height = Math.max(MIN_SIDE, (int) Math.round(picture.height() * scale));
        try (var _ = new PointerScope()) {
            var small = new Mat();
            resize(Vision.matrix(picture), small, new Size(width, height), 0, 0, INTER_AREA);
            byte[] labels = labels(prompts, width, height);
            var mask = new Mat(height, width, CV_8UC1);
            mask.data().put(labels);
            var background = new Mat();
            var foreground = new Mat();
            grabCut(small, mask, new Rect(), background, foreground, ROUNDS, GC_INIT_WITH_MASK);
            mask.data().get(labels);
            var odds = odds(Vision.picture(small), model(foreground), model(background));
            return new Cut(width, height, odds, inside(labels));
        }
    }

    private static ColourModel model(Mat matrix) {
        double[] numbers = new double[ColourModel.NUMBERS];
        new DoublePointer(matrix.data()).get(numbers);
        return new ColourModel(numbers);
    }

    private static float[] odds(Picture picture, ColourModel foreground, ColourModel background) {
        float[] odds = new float[picture.pixels()];
        for (int i = 0; i < odds.length; i++) {
            int x = i % picture.width();
            int y = i / picture.width();
            int red = picture.sample(x, y, 0);
            int green = picture.sample(x, y, 1);
            int blue = picture.sample(x, y, 2);
            odds[i] = (float) (foreground.logLikelihood(red, green, blue) - background.logLikelihood(red, green, blue));
        }
        return odds;
    }

    private static boolean[] inside(byte[] labels) {
        boolean[] inside = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            inside[i] = labels[i] == GC_FGD || labels[i] == GC_PR_FGD;
        }
        return inside;
    }

    /** What is known before, as GrabCut wants it. */
    private static byte[] labels(Prompts prompts, int width, int height) {
        byte[] labels = new byte[width * height];
        Arrays.fill(labels, (byte) (prompts.box().isPresent() ? GC_BGD : GC_PR_BGD));
        for (int i = 0; i < labels.length; i++) {
            int row = i / width;
            double x = (i % width + 0.5) / width;
            double y = (row + 0.5) / height;
            if (prompts.box().isPresent() && holds(prompts.box().get(), x, y)) {
                labels[i] = prompts.mask().isPresent() ? (byte) GC_PR_BGD : (byte) GC_PR_FGD;
            }
            if (labels[i] != GC_BGD
                    && prompts.mask().isPresent()
                    && thought(prompts.mask().get(), x, y)) {
                labels[i] = GC_PR_FGD;
            }
        }
        boolean vague = prompts.box().isEmpty() && prompts.mask().isEmpty();
        for (var point : prompts.points()) {
            if (vague && point.foreground()) {
                disc(labels, width, height, point, REACH_OF_A_POINT, GC_PR_FGD);
            }
        }
        for (var point : prompts.points()) {
            disc(labels, width, height, point, SIZE_OF_A_POINT, point.foreground() ? GC_FGD : GC_BGD);
        }
        return withBoth(labels, width);
    }

    private static boolean holds(Prompts.Box box, double x, double y) {
        return x >= box.left() && x <= box.right() && y >= box.top() && y <= box.bottom();
    }

    private static boolean thought(Prompts.Mask mask, double x, double y) {
        return mask.at((int) (x * Prompts.MASK_SIDE), (int) (y * Prompts.MASK_SIDE)) > 0;
    }

    private static void disc(byte[] labels, int width, int height, Prompts.Point point, double size, int label) {
        double radius = Math.max(1, size * Math.min(width, height));
        double middleX = point.x() * (width - 1);
        double middleY = point.y() * (height - 1);
        for (int i = 0; i < labels.length; i++) {
            int x = i % width;
            int y = i / width;
            if (Math.hypot(x - middleX, y - middleY) <= radius) {
                labels[i] = (byte) label;
            }
        }
    }

    /** GrabCut has to see some of either: else the first row is not the object, and the middle pixel is. */
    private static byte[] withBoth(byte[] labels, int width) {
        boolean[] inside = inside(labels);
        int object = 0;
        for (boolean one : inside) {
            object += one ? 1 : 0;
        }
        if (object == labels.length) {
            Arrays.fill(labels, 0, width, (byte) GC_BGD);
        } else if (object == 0) {
            labels[labels.length / 2 + width / 2] = GC_PR_FGD;
        }
        return labels;
    }
}
