package io.headrace.models.batch.upscale;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.film.FilmLimits;
import io.headrace.models.batch.film.FilmLine;
import io.headrace.models.batch.film.FilmUpload;
import io.headrace.models.batch.film.FilmWork;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.reply.Medium;
import io.headrace.models.batch.reply.Reply;
import io.headrace.pipeline.Progress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers {@code upscale} (pipelines reference section 1.2): {@code image}, and of our own {@code scale}, which is the network's
 * or, by applying it twice, its square; and a film in its place, which becomes a larger film. The other fields of the contract steer models of another sort and are passed over.
 */
final class UpscaleEngine implements BatchEngine {

    /** Of what comes in, and of what goes out: 8K. */
    private static final int MAX_PIXELS = 7_680 * 4_320;

    private static final PictureReader READER = new PictureReader(MAX_PIXELS / 4);

    private static final FilmLine FILMS = new FilmLine(FilmLimits.USUAL);

    private final TiledNetwork network;

    /** @param network from now on the engine's */
    UpscaleEngine(TiledNetwork network) {
        this.network = network;
    }

    @Override
    public Reply answer(Form request) throws RequestRefused, EngineException {
        return answer(request, _ -> {});
    }

    @Override
    public Reply answer(Form request, Consumer<Progress> told) throws RequestRefused, EngineException {
        int once = network.scale();
        int scale = request.whole("scale", once, 1, once * once);
        if (scale != once && scale != once * once) {
            throw RequestRefused.badValue(
                    "scale is " + once + " or, by enlarging twice, " + once * once + "; got " + scale + ".");
        }
        long seed = request.seed("seed", 0);
        var source = FilmUpload.source(request);
        return new Reply.Images(
                List.of(FilmUpload.isFilm(source) ? film(source, scale, told) : still(source, scale)), seed);
    }

    private Medium still(Upload source, int scale) throws RequestRefused, EngineException {
        var picture = READER.read(source);
        check(picture, scale);
        return new Medium.Still(enlarged(picture, scale));
    }

    /** Each picture by itself; times and sound as they were. */
    private Medium film(Upload source, int scale, Consumer<Progress> told) throws RequestRefused, EngineException {
        var work = new FilmWork() {
            @Override
            public long pixelsMadeOf(long pixels) {
                return pixels * scale * scale;
            }

            @Override
            public int rateFactor() {
                return 1;
            }

            @Override
            public void see(Picture picture, long ticks, Outlet outlet) throws EngineException {
                outlet.show(enlarged(picture, scale), ticks);
            }
        };
        return FILMS.work(source, work, told);
    }

    private Picture enlarged(Picture picture, int scale) throws EngineException {
        var larger = network.enlarge(picture);
        return scale == network.scale() ? larger : network.enlarge(larger);
    }

    private static void check(Picture picture, int scale) throws RequestRefused {
        if ((long) picture.pixels() * scale * scale > MAX_PIXELS) {
            throw RequestRefused.badValue("image of " + picture.size() + " would become " + scale
                    + " times as wide and high; at most " + MAX_PIXELS + " pixels are made. Send a smaller one.");
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
