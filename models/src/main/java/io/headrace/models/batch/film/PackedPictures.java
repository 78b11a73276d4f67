package io.headrace.models.batch.film;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.PictureConverter;
import io.headrace.models.batch.picture.Picture;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** The way between pictures of libav's and those of the engines, through memory that is used again. One thread. */
final class PackedPictures implements AutoCloseable {

    private final PictureConverter converter = new PictureConverter();
    private final AVFrame packed = av_frame_alloc();

    /** A copy in red, green and blue. */
    Picture unpacked(AVFrame decoded) throws LibavException {
        var frame = packed(decoded.width(), decoded.height());
        converter.convert(decoded, frame);
        var picture = Picture.black(decoded.width(), decoded.height());
        int row = Picture.COLOURS * picture.width();
        for (int y = 0; y < picture.height(); y++) {
            row(frame, y).get(picture.samples(), y * row, row);
        }
        return picture;
    }

    /** @param target has its size, its layout and memory to write to */
    void pack(Picture picture, AVFrame target) throws LibavException {
        var frame = packed(picture.width(), picture.height());
        int row = Picture.COLOURS * picture.width();
        for (int y = 0; y < picture.height(); y++) {
            row(frame, y).put(picture.samples(), y * row, row);
        }
        converter.convert(frame, target);
    }

    private static BytePointer row(AVFrame frame, int y) {
        return new BytePointer(frame.data(0)).position((long) y * frame.linesize(0));
    }

    private AVFrame packed(int width, int height) throws LibavException {
        if (packed.width() != width || packed.height() != height) {
            av_frame_unref(packed);
            packed.format(AV_PIX_FMT_RGB24);
            packed.width(width);
            packed.height(height);
            packed.color_range(AVCOL_RANGE_JPEG);
            packed.colorspace(AVCOL_SPC_RGB);
            Libav.check(av_frame_get_buffer(packed, 0), "a picture of " + width + "x" + height);
        }
        return packed;
    }

    @Override
    public void close() {
        converter.close();
        av_frame_free(packed);
    }
}
