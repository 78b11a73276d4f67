package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.headrace.media.RenditionSize;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/** Luma of pictures at any size and in the limited range, by one of the scaling algorithms that workers use. */
final class LumaScaler implements AutoCloseable {

    private final int algorithm;
    private final Map<RenditionSize, Frames> targets = new HashMap<>();
    private SwsContext context = new SwsContext(null);

    /** @param algorithm one of libswscale's flags */
    LumaScaler(int algorithm) {
        this.algorithm = algorithm;
    }

    Luma scale(AVFrame source, RenditionSize size) throws LibavException {
        if (fits(source, size)) {
            return Luma.of(source);
        }
        context = sws_getCachedContext(
                context,
                source.width(),
                source.height(),
                source.format(),
                size.width(),
                size.height(),
                AV_PIX_FMT_YUV420P,
                algorithm,
                null,
                null,
                (DoublePointer) null);
        if (context == null || context.isNull()) {
            throw new LibavException("No scaler from " + source.width() + "x" + source.height() + " to " + size);
        }
        var target = targets.computeIfAbsent(size, it -> new Frames(it.width(), it.height(), AV_PIX_FMT_YUV420P))
                .free();
        Libav.check(
                sws_scale(
                        context,
                        source.data(),
                        source.linesize(),
                        0,
                        source.height(),
                        target.data(),
                        target.linesize()),
                "scaling to " + size);
        return Luma.of(target);
    }

    /** Whether there is nothing to do. */
    static boolean fits(AVFrame source, RenditionSize size) {
        return source.width() == size.width()
                && source.height() == size.height()
                && source.format() == AV_PIX_FMT_YUV420P;
    }

    @Override
    public void close() {
        sws_freeContext(context);
        targets.values().forEach(Frames::close);
    }
}
