package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import io.headrace.media.request.MediaRefusal;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;

/** The layouts of pixels that are taken: 8-bit YUV. More bits would need tone mapping to look right. */
final class PixelFormats {

    private static final Set<Integer> TAKEN = Set.of(
            AV_PIX_FMT_YUV420P,
            AV_PIX_FMT_YUVJ420P,
            AV_PIX_FMT_YUV422P,
            AV_PIX_FMT_YUVJ422P,
            AV_PIX_FMT_YUV444P,
            AV_PIX_FMT_YUVJ444P,
            AV_PIX_FMT_NV12);

    private PixelFormats() {}

    /** Of a picture on a device, what it would be here. */
    static void check(AVFrame picture) throws RefusedException {
        var frames = picture.hw_frames_ctx();
        check(frames == null ? picture.format() : new AVHWFramesContext(frames.data()).sw_format());
    }

    static void check(int format) throws RefusedException {
        if (!TAKEN.contains(format)) {
            throw new RefusedException(new MediaRefusal.UnsupportedPixelFormat(name(format)));
        }
    }

    static String name(int format) {
        var name = format == AV_PIX_FMT_NONE ? null : av_get_pix_fmt_name(format);
        return name == null ? "unknown" : name.getString();
    }
}
