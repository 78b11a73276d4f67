package io.headrace.models.batch.interpolate;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.reply.Medium;
import io.headrace.models.batch.reply.Reply;
import java.util.ArrayList;

/** Answers {@code frame-interpolation} (docs/protocol/frame-interpolation.md). */
public final class InterpolationEngine implements BatchEngine {

    /** The pipeline's name; the network has no capability bit for it. */
    public static final String PIPELINE = "frame-interpolation";

    private static final EngineManifest MANIFEST = EngineManifest.classic(
            "headrace/dis-flow",
            PIPELINE,
            "optical flow by dense inverse search (OpenCV), warping and blending by this project",
            "+22 dB over blending where all moves, +9 dB where something passes in front (scenes drawn by its tests)");

    private static final int MAX_BETWEEN = 15;
    private static final int MAX_PICTURES = 32;

    /** Of all that is made for one request: fifteen of 1080p. */
    private static final long MAX_MADE = 15L * 1_920 * 1_080;

    private static final PictureReader READER = new PictureReader(3_840 * 2_160);

    private final OpticalFlow flow = new OpticalFlow();

    private InterpolationEngine() {}

    public static BatchModel model() {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return MANIFEST;
            }

            @Override
            public BatchEngine open() {
                return new InterpolationEngine();
            }
        };
    }

    @Override
    public Reply answer(Form request) throws RequestRefused {
        int between = request.whole("frames", 1, 1, MAX_BETWEEN);
        var files = request.files("image");
        if (files.size() < 2 || files.size() > MAX_PICTURES) {
            throw RequestRefused.wrongField(
                    "image is 2 to " + MAX_PICTURES + " files, pictures in their order; got " + files.size() + ".");
        }
        var made = new ArrayList<Medium>();
        var before = READER.read(files.getFirst());
        check(before, (long) between * (files.size() - 1));
        for (var file : files.subList(1, files.size())) {
            var next = READER.read(file);
            if (!next.hasSizeOf(before)) {
                throw RequestRefused.badValue(
                        "All pictures have one size; got " + before.size() + " and " + next.size() + ".");
            }
            var moments = Between.of(before, next, flow);
            for (int i = 1; i <= between; i++) {
                made.add(new Medium.Still(moments.at(i / (between + 1f))));
            }
            before = next;
        }
        return new Reply.Images(made, 0);
    }

    private static void check(Picture picture, long pictures) throws RequestRefused {
        if (Math.min(picture.width(), picture.height()) < OpticalFlow.MIN_SIDE) {
            throw RequestRefused.badValue("image of " + picture.size() + " is too small: each side has at least "
                    + OpticalFlow.MIN_SIDE + " pixels.");
        }
        if (picture.pixels() * pictures > MAX_MADE) {
            throw RequestRefused.badValue(pictures + " pictures of " + picture.size() + " are too many: at most "
                    + MAX_MADE + " pixels are made for one request.");
        }
    }

    @Override
    public void close() {}
}
