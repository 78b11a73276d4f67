package io.headrace.models.batch.interpolate;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaTime;
import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.film.FilmLimits;
import io.headrace.models.batch.film.FilmLine;
import io.headrace.models.batch.film.FilmUpload;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.reply.Medium;
import io.headrace.models.batch.reply.Reply;
import io.headrace.pipeline.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
    private static final int MAX_FACTOR = 8;
    private static final int MAX_RATE = 120;
    private static final int USUAL_RATE = 24;
    private static final int MAX_PICTURES = 32;

    /** Of all that is made for one request: fifteen of 1080p. */
    private static final long MAX_MADE = 15L * 1_920 * 1_080;

    private static final FilmLine FILMS = new FilmLine(FilmLimits.USUAL);
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
    public Reply answer(Form request) throws RequestRefused, EngineException {
        return answer(request, _ -> {});
    }

    @Override
    public Reply answer(Form request, Consumer<Progress> told) throws RequestRefused, EngineException {
        var files = SentPictures.of(request);
        return FilmUpload.isFilm(files.getFirst())
                ? new Reply.Images(List.of(film(request, files, told)), 0)
                : pictures(request, files);
    }

    /** Its rate grows, its sound stays. */
    private Medium film(Form request, List<Upload> files, Consumer<Progress> told)
            throws RequestRefused, EngineException {
        if (files.size() > 1) {
            throw RequestRefused.wrongField("A film comes alone; got " + files.size() + " files.");
        }
        var work = new FasterFilm(request.whole("factor", 2, 2, MAX_FACTOR), flow);
        return FILMS.work(files.getFirst(), work, told);
    }

    private Reply pictures(Form request, List<Upload> files) throws RequestRefused, EngineException {
        int between = request.whole("frames", 1, 1, MAX_BETWEEN);
        if (files.size() < 2 || files.size() > MAX_PICTURES) {
            throw RequestRefused.wrongField(
                    "image is 2 to " + MAX_PICTURES + " files, pictures in their order; got " + files.size() + ".");
        }
        var output = request.text("output").orElse("pictures");
        var sent = read(files, between);
        return switch (output) {
            case "pictures" -> new Reply.Images(made(sent, between), 0);
            case "film" ->
                new Reply.Images(List.of(film(sent, between, request.whole("fps", USUAL_RATE, 1, MAX_RATE))), 0);
            default -> throw RequestRefused.badValue("output is pictures or film; got " + Form.shown(output) + ".");
        };
    }

    private static List<Picture> read(List<Upload> files, int between) throws RequestRefused {
        var pictures = new ArrayList<Picture>();
        for (var file : files) {
            var next = READER.read(file);
            if (pictures.isEmpty()) {
                check(next, (long) between * (files.size() - 1));
            } else if (!next.hasSizeOf(pictures.getFirst())) {
                throw RequestRefused.badValue(
                        "All pictures have one size; got " + pictures.getFirst().size() + " and " + next.size() + ".");
            }
            pictures.add(next);
        }
        return pictures;
    }

    private List<Medium> made(List<Picture> sent, int between) {
        var made = new ArrayList<Medium>();
        for (int i = 1; i < sent.size(); i++) {
            var moments = Between.of(sent.get(i - 1), sent.get(i), flow);
            for (int step = 1; step <= between; step++) {
                made.add(new Medium.Still(moments.at(step / (between + 1f))));
            }
        }
        return made;
    }

    private Medium film(List<Picture> sent, int between, int rate) throws EngineException {
        long step = MediaTime.TICKS_PER_SECOND / rate;
        return FilmLine.of(FrameRate.of(rate), outlet -> {
            var whole = new FasterFilm(between + 1, flow);
            for (int i = 0; i < sent.size(); i++) {
                whole.see(sent.get(i), i * step * (between + 1), outlet);
            }
        });
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
