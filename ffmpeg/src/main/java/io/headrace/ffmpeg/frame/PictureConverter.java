package io.headrace.ffmpeg.frame;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRPF32LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Brings pictures into another size, layout or kind of colour. The geometry of both pictures is compared with what the native
 * scaler was made for, at each picture: one made for larger pictures would read past the end of a smaller one's memory.
 */
public final class PictureConverter implements AutoCloseable {

    private static final Set<Integer> FULL_RANGE =
            Set.of(AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_GBRPF32LE);

    /** From this height on pictures that do not say are taken for BT.709, as players do. */
    private static final int HD_HEIGHT = 720;

    private static final int UNITY = 1 << 16;

    private Optional<Made> made = Optional.empty();

    /** @param target has its size, its layout and memory to write to; its samples are replaced */
    public void convert(AVFrame source, AVFrame target) throws LibavException {
        var scaler = scalerFor(Geometry.of(source), Geometry.of(target));
        Libav.check(
                sws_scale(
                        scaler, source.data(), source.linesize(), 0, source.height(), target.data(), target.linesize()),
                "converting a picture");
    }

    private SwsContext scalerFor(Geometry source, Geometry target) throws LibavException {
        if (made.isPresent()
                && made.get().source().equals(source)
                && made.get().target().equals(target)) {
            return made.get().context();
        }
        close();
        var context = sws_getContext(
                source.width(),
                source.height(),
                source.format(),
                target.width(),
                target.height(),
                target.format(),
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        if (context == null) {
            throw new LibavException("Pictures of " + source + " cannot be converted to " + target);
        }
        sws_setColorspaceDetails(
                context,
                sws_getCoefficients(source.matrix()),
                source.fullRange() ? 1 : 0,
                sws_getCoefficients(target.matrix()),
                target.fullRange() ? 1 : 0,
                0,
                UNITY,
                UNITY);
        made = Optional.of(new Made(source, target, context));
        return context;
    }

    @Override
    public void close() {
        made.ifPresent(scaler -> sws_freeContext(scaler.context()));
        made = Optional.empty();
    }

    /**
     * @param matrix between colours and luma, as libswscale numbers it
     * @param fullRange whether samples use all their values
     */
    private record Geometry(int width, int height, int format, int matrix, boolean fullRange) {
        static Geometry of(AVFrame picture) {
            boolean full = FULL_RANGE.contains(picture.format()) || picture.color_range() == AVCOL_RANGE_JPEG;
            return new Geometry(picture.width(), picture.height(), picture.format(), matrix(picture), full);
        }

        private static int matrix(AVFrame picture) {
            if (picture.colorspace() != AVCOL_SPC_UNSPECIFIED) {
                return picture.colorspace();
            }
            return picture.height() >= HD_HEIGHT ? SWS_CS_ITU709 : SWS_CS_ITU601;
        }
    }

    private record Made(Geometry source, Geometry target, SwsContext context) {}
}
