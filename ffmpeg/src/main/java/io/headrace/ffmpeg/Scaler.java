package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.headrace.media.RenditionSize;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Brings pictures to one size in 8-bit 4:2:0. Every picture's geometry is compared with what the native scaler was made for:
 * one made for larger pictures would read past the end of a smaller one's memory.
 */
final class Scaler implements PictureScaler {

    private final RenditionSize size;
    private final Frames frames;
    private Optional<Made> made = Optional.empty();

    Scaler(RenditionSize size) {
        this.size = size;
        this.frames = new Frames(size.width(), size.height(), AV_PIX_FMT_YUV420P);
    }

    @Override
    public RenditionSize size() {
        return size;
    }

    @Override
    public AVFrame scale(AVFrame source) throws LibavException {
        if (source.width() == size.width()
                && source.height() == size.height()
                && source.format() == AV_PIX_FMT_YUV420P) {
            return av_frame_clone(source);
        }
        var scaler = scalerFor(new Geometry(source.width(), source.height(), source.format()));
        var target = frames.free();
        describe(target, source);
        Libav.check(
                sws_scale(
                        scaler, source.data(), source.linesize(), 0, source.height(), target.data(), target.linesize()),
                "scaling to " + size);
        return av_frame_clone(target);
    }

    /** What an encoder asks for, and no more: libav would heap the source's side data on what a used picture carries. */
    private static void describe(AVFrame target, AVFrame source) {
        target.pts(source.pts());
        target.duration(source.duration());
        target.sample_aspect_ratio(source.sample_aspect_ratio());
        target.color_primaries(source.color_primaries());
        target.color_trc(source.color_trc());
        target.colorspace(source.colorspace());
        target.color_range(AVCOL_RANGE_MPEG);
    }

    private SwsContext scalerFor(Geometry geometry) throws LibavException {
        if (made.isPresent() && made.get().geometry().equals(geometry)) {
            return made.get().context();
        }
        forget();
        var context = sws_getContext(
                geometry.width(),
                geometry.height(),
                geometry.format(),
                size.width(),
                size.height(),
                AV_PIX_FMT_YUV420P,
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (context == null) {
            throw new LibavException("No scaler from " + geometry + " to " + size);
        }
        made = Optional.of(new Made(geometry, context));
        return context;
    }

    private void forget() {
        made.ifPresent(scaler -> sws_freeContext(scaler.context()));
        made = Optional.empty();
    }

    @Override
    public void close() {
        forget();
        frames.close();
    }

    private record Geometry(int width, int height, int format) {}

    private record Made(Geometry geometry, SwsContext context) {}
}
