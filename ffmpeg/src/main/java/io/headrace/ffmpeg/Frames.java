package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_is_writable;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Pictures of one size that are used again once nobody refers to them: allocation of fresh pages costs as much as scaling. */
final class Frames implements AutoCloseable {

    private final int width;
    private final int height;
    private final int format;
    private final List<AVFrame> pictures = new ArrayList<>();

    Frames(int width, int height, int format) {
        this.width = width;
        this.height = height;
        this.format = format;
    }

    /** One that nobody reads. The caller fills it, and passes references on. */
    AVFrame free() throws LibavException {
        for (var picture : pictures) {
            if (av_frame_is_writable(picture) != 0) {
                return picture;
            }
        }
        var picture = av_frame_alloc();
        picture.width(width);
        picture.height(height);
        picture.format(format);
        Libav.check(av_frame_get_buffer(picture, 0), "a picture of " + width + "x" + height);
        pictures.add(picture);
        return picture;
    }

    @Override
    public void close() {
        pictures.forEach(frame -> av_frame_free(frame));
        pictures.clear();
    }
}
