package io.headrace.ffmpeg.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One picture in 8-bit 4:2:0, written again and again: what goes to an encoder when it cannot be the decoder's own. */
public final class YuvPicture implements AutoCloseable {

    private final AVFrame picture = av_frame_alloc();

    /**
     * A picture to be written, of the nearest even size that is not larger: 4:2:0 has no other.
     *
     * @param like its time, colours and shape of pixels are taken over
     */
    public AVFrame writable(int width, int height, AVFrame like) throws LibavException {
        int evenWidth = width & ~1;
        int evenHeight = height & ~1;
        if (picture.width() != evenWidth || picture.height() != evenHeight) {
            av_frame_unref(picture);
            picture.format(AV_PIX_FMT_YUV420P);
            picture.width(evenWidth);
            picture.height(evenHeight);
            Libav.check(av_frame_get_buffer(picture, 0), "a picture of " + evenWidth + "x" + evenHeight);
        }
        Libav.check(av_frame_make_writable(picture), "a picture of " + evenWidth + "x" + evenHeight);
        picture.pts(like.pts());
        picture.duration(like.duration());
        picture.sample_aspect_ratio(like.sample_aspect_ratio());
        picture.color_primaries(like.color_primaries());
        picture.color_trc(like.color_trc());
        picture.colorspace(like.colorspace());
        picture.color_range(AVCOL_RANGE_MPEG);
        return picture;
    }

    @Override
    public void close() {
        av_frame_free(picture);
    }
}
