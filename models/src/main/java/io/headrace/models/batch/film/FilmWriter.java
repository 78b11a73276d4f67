package io.headrace.models.batch.film;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.ffmpeg.FilmFile;
import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.RefusedException;
import io.headrace.ffmpeg.frame.YuvPicture;
import io.headrace.media.FrameRate;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.picture.Picture;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encodes the pictures that are made. The film begins with the first of them, whose size it has. One thread. */
final class FilmWriter implements FilmWork.Outlet, AutoCloseable {

    private final Path target;
    private final FrameRate rate;
    private final Optional<AVCodecParameters> sound;
    private final PackedPictures pictures = new PackedPictures();
    private final YuvPicture encoded = new YuvPicture();
    private final AVFrame like = av_frame_alloc();
    private Optional<FilmFile> film = Optional.empty();

    /**
     * @param rate of pictures, about
     * @param sound that will come; empty for a silent film
     */
    FilmWriter(Path target, FrameRate rate, Optional<AVCodecParameters> sound) {
        this.target = target;
        this.rate = rate;
        this.sound = sound;
    }

    /** Colours and the shape of pixels are those of the source's pictures. */
    void likeness(AVFrame source) throws LibavException {
        if (film.isEmpty()) {
            Libav.check(av_frame_copy_props(like, source), "the colours of the film");
        }
    }

    @Override
    public void show(Picture picture, long ticks) throws EngineException {
        try {
            like.pts(ticks);
            var frame = encoded.writable(picture.width(), picture.height(), like);
            pictures.pack(picture, frame);
            if (film.isEmpty()) {
                film = Optional.of(FilmFile.begin(target, frame, rate, sound));
            }
            film.get().show(frame);
        } catch (LibavException | RefusedException failure) {
            throw new EngineException("A picture of the film could not be encoded: " + failure.getMessage(), failure);
        }
    }

    /** Empty before the first picture. */
    Optional<FilmFile> film() {
        return film;
    }

    @Override
    public void close() {
        film.ifPresent(FilmFile::close);
        av_frame_free(like);
        encoded.close();
        pictures.close();
    }
}
