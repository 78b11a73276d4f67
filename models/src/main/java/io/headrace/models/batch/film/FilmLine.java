package io.headrace.models.batch.film;

import io.headrace.ffmpeg.FilmFile;
import io.headrace.ffmpeg.FilmInput;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.RefusedException;
import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.request.MediaLimits;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import io.headrace.models.batch.reply.Medium;
import io.headrace.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a film of a film. One picture of each is in memory, and the film that comes out grows on disk until it is whole. Times
 * and sound are kept; what is said of colours is said again.
 */
public final class FilmLine {

    private static final int MOST_STREAMS = 16;
    private static final String MP4 = "video/mp4";

    private final FilmLimits limits;

    public FilmLine(FilmLimits limits) {
        this.limits = limits;
    }

    /**
     * @param told how many pictures of the film have been seen, after each
     * @return an MP4
     * @throws RequestRefused when it is no film that is taken; the message says why, and what is
     */
    public Medium.File work(Upload upload, FilmWork work, Consumer<Progress> told)
            throws RequestRefused, EngineException {
        try {
            return written(target -> make(upload, work, target, told));
        } catch (RefusedException refused) {
            throw RequestRefused.badValue(
                    upload.field() + ": " + refused.refusal().sentence() + ".");
        }
    }

    /** Shows all pictures of a film that is made of none. */
    @FunctionalInterface
    public interface Showing {
        void to(FilmWork.Outlet outlet) throws EngineException;
    }

    /** @return an MP4 without sound */
    public static Medium.File of(FrameRate rate, Showing showing) throws EngineException {
        try {
            return written(target -> {
                try (var writer = new FilmWriter(target, rate, Optional.empty())) {
                    showing.to(writer);
                    writer.film()
                            .orElseThrow(() -> new EngineException("A film without pictures"))
                            .finish();
                }
            });
        } catch (RequestRefused | RefusedException impossible) {
            throw new EngineException("A film of our own pictures is refused: " + impossible.getMessage(), impossible);
        }
    }

    @FunctionalInterface
    private interface Making {
        void into(Path target) throws RequestRefused, EngineException, LibavException, RefusedException;
    }

    private static Medium.File written(Making making) throws RequestRefused, EngineException, RefusedException {
        try {
            var target = Files.createTempFile("film", ".mp4");
            try {
                making.into(target);
                return new Medium.File(MP4, MediaBytes.read(target));
            } finally {
                Files.deleteIfExists(target);
            }
        } catch (IOException disk) {
            throw new EngineException("The film cannot be written: " + disk.getMessage(), disk);
        } catch (LibavException failure) {
            throw new EngineException("The film cannot be worked on: " + failure.getMessage(), failure);
        }
    }

    private void make(Upload upload, FilmWork work, Path target, Consumer<Progress> told)
            throws RequestRefused, EngineException, LibavException, RefusedException {
        var looked =
                new MediaLimits(limits.pixels(), limits.duration(), limits.duration(), MOST_STREAMS, limits.frames());
        try (var film = FilmInput.open(MediaBytes.copyOf(upload.bytes()), looked)) {
            check(upload, film, work);
            try (var writer = new FilmWriter(target, rate(film.rate(), work.rateFactor()), film.sound());
                    var pictures = new PackedPictures()) {
                run(upload, film, work, writer, pictures, told);
                finish(upload, film, writer);
            }
        }
    }

    private static FrameRate rate(FrameRate source, int factor) {
        return source.passesThrough() ? source : new FrameRate(source.numerator() * factor, source.denominator());
    }

    private void check(Upload upload, FilmInput film, FilmWork work) throws RequestRefused {
        if (Math.min(film.width(), film.height()) < work.minSide()) {
            throw RequestRefused.badValue(upload.field() + " has pictures of " + film.width() + "x" + film.height()
                    + "; each side has at least " + work.minSide() + " pixels.");
        }
        checkCount(upload, film, work, Math.max(1, film.frames()));
    }

    private void checkCount(Upload upload, FilmInput film, FilmWork work, long frames) throws RequestRefused {
        if (frames > limits.frames()) {
            throw RequestRefused.badValue(upload.field() + " has more than " + limits.frames()
                    + " pictures, the most that are taken of one film. Send a shorter one.");
        }
        long each = work.pixelsMadeOf((long) film.width() * film.height());
        if (frames > limits.pixelsMade() / each) {
            throw RequestRefused.badValue(
                    upload.field() + " of " + film.width() + "x" + film.height() + " has more than "
                            + limits.pixelsMade() / each + " pictures; at most " + limits.pixelsMade()
                            + " pixels are made of one film. Send a smaller or a shorter one.");
        }
    }

    private void run(
            Upload upload,
            FilmInput film,
            FilmWork work,
            FilmWriter writer,
            PackedPictures pictures,
            Consumer<Progress> told)
            throws RequestRefused, EngineException, LibavException, RefusedException {
        for (long frames = 1; film.advance(); frames++) {
            checkCount(upload, film, work, frames);
            writer.likeness(film.picture());
            work.see(pictures.unpacked(film.picture()), film.picture().pts(), writer);
            if (writer.film().isPresent()) {
                film.pour(writer.film().get());
            }
            told.accept(Progress.of(frames, film.frames()));
        }
        work.end(writer);
    }

    private static void finish(Upload upload, FilmInput film, FilmWriter writer) throws RequestRefused, LibavException {
        FilmFile whole = writer.film()
                .orElseThrow(() ->
                        RequestRefused.badValue(upload.field() + " is a film without a picture that can be decoded."));
        film.pour(whole);
        whole.finish();
    }
}
