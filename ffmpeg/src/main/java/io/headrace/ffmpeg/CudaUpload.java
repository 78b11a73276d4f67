package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import io.headrace.media.RenditionSize;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;

/** Brings pictures from this process's memory to a graphics card, as 8-bit 4:2:0 and in their own size. */
final class CudaUpload implements AutoCloseable {

    private final CudaDevice device;
    private Optional<Made> made = Optional.empty();

    CudaUpload(CudaDevice device) {
        this.device = device;
    }

    /** A new picture, owned by the caller. */
    AVFrame upload(AVFrame picture) throws LibavException {
        var pool = poolFor(new RenditionSize(picture.width(), picture.height()));
        var converted = pool.converter().scale(picture);
        var target = av_frame_alloc();
        try {
            Libav.check(av_hwframe_get_buffer(pool.frames(), target, 0), "a picture on " + device.device());
            Libav.check(av_hwframe_transfer_data(target, converted, 0), "a picture's way to " + device.device());
            Libav.check(av_frame_copy_props(target, picture), "the properties of a picture");
            target.color_range(converted.color_range());
            return target;
        } catch (LibavException failed) {
            av_frame_free(target);
            throw failed;
        } finally {
            av_frame_free(converted);
        }
    }

    private Made poolFor(RenditionSize size) throws LibavException {
        if (made.isPresent() && made.get().converter().size().equals(size)) {
            return made.get();
        }
        close();
        var frames = frames(size);
        var fresh = new Made(new Scaler(size), frames);
        made = Optional.of(fresh);
        return fresh;
    }

    private AVBufferRef frames(RenditionSize size) throws LibavException {
        var owner = device.reference();
        var frames = av_hwframe_ctx_alloc(owner);
        av_buffer_unref(owner);
        if (frames == null) {
            throw new DeviceException(device.device(), "no memory to describe pictures of " + size);
        }
        var context = new AVHWFramesContext(frames.data());
        context.format(AV_PIX_FMT_CUDA);
        context.sw_format(AV_PIX_FMT_YUV420P);
        context.width(size.width());
        context.height(size.height());
        int ready = av_hwframe_ctx_init(frames);
        if (ready < 0) {
            av_buffer_unref(frames);
        }
        Libav.check(ready, "pictures of " + size + " on " + device.device());
        return frames;
    }

    @Override
    public void close() {
        made.ifPresent(it -> {
            it.converter().close();
            av_buffer_unref(it.frames());
        });
        made = Optional.empty();
    }

    private record Made(Scaler converter, AVBufferRef frames) {}
}
