package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes a film of pictures that are files, one of them in memory at a time. */
final class FrameFilm {

    /** What an encoder of H.264 takes. */
    private static final int MIN_SIDE = 16;

    private final List<Path> files;
    private final MediaLimits limits;

    private FrameFilm(List<Path> files, MediaLimits limits) {
        this.files = files;
        this.limits = limits;
    }

    static MediaReply.FilmMade make(MediaRequest.EncodeFrames request, MediaLimits limits)
            throws LibavException, RefusedException {
        return new FrameFilm(request.frames(), limits).encode(request);
    }

    private MediaReply.FilmMade encode(MediaRequest.EncodeFrames request) throws LibavException, RefusedException {
        var first = decoded(0);
        int width = first.width();
        int height = first.height();
        var size = new RenditionSize(width & ~1, height & ~1);
        var clock = new FrameClock(request.rate());
        try (var scaler = new Scaler(size)) {
            var like = shown(scaler, first, 0);
            try (var film = FilmFile.begin(request.file(), like, request.rate(), Optional.empty())) {
                film.show(like);
                for (int i = 1; i < files.size(); i++) {
                    var picture = shown(scaler, sameSize(decoded(i), width, height, i), clock.ticks(i));
                    try {
                        film.show(picture);
                    } finally {
                        av_frame_free(picture);
                    }
                }
                film.finish();
            } finally {
                av_frame_free(like);
            }
        }
        return new MediaReply.FilmMade(request.file(), size.width(), size.height(), files.size());
    }

    /** As the film has it; its matrix is told, since players guess another one for large pictures. */
    private static AVFrame shown(Scaler scaler, AVFrame still, long ticks) throws LibavException {
        try {
            var picture = scaler.scale(still);
            picture.pts(ticks);
            picture.colorspace(AVCOL_SPC_SMPTE170M);
            picture.color_primaries(AVCOL_PRI_UNSPECIFIED);
            picture.color_trc(AVCOL_TRC_UNSPECIFIED);
            return picture;
        } finally {
            av_frame_free(still);
        }
    }

    private AVFrame decoded(int index) throws LibavException, RefusedException {
        var file = files.get(index);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException missing) {
            throw new LibavException("Picture " + index + " cannot be read: " + missing.getMessage());
        }
        var picture = StillDecoder.decode(bytes, String.valueOf(index), limits);
        if (Math.min(picture.width(), picture.height()) < MIN_SIDE) {
            var size = picture.width() + "x" + picture.height();
            av_frame_free(picture);
            throw StillDecoder.refused("picture " + index + " of " + size + " is too small; each side has at least "
                    + MIN_SIDE + " pixels");
        }
        return picture;
    }

    private static AVFrame sameSize(AVFrame picture, int width, int height, int index) throws RefusedException {
        if (picture.width() != width || picture.height() != height) {
            var size = picture.width() + "x" + picture.height();
            av_frame_free(picture);
            throw StillDecoder.refused("picture " + index + " has " + size + ", the first one " + width + "x" + height);
        }
        return picture;
    }
}
