package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;

import io.headrace.media.request.Device;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A graphics card that was opened. Whatever is made on it holds a reference of its own, and may outlive this one. */
final class CudaDevice implements AutoCloseable {

    private final Device.Nvidia device;
    private final AVBufferRef context;

    private CudaDevice(Device.Nvidia device, AVBufferRef context) {
        this.device = device;
        this.context = context;
    }

    static CudaDevice open(Device.Nvidia device) throws DeviceException {
        var context = new AVBufferRef(null);
        try (var log = LibavLog.collect()) {
            int opened =
                    av_hwdevice_ctx_create(context, AV_HWDEVICE_TYPE_CUDA, "" + device.index(), (AVDictionary) null, 0);
            if (opened < 0) {
                throw new DeviceException(device, log.firstOr(Libav.text(opened)));
            }
        }
        return new CudaDevice(device, context);
    }

    Device.Nvidia device() {
        return device;
    }

    /** A reference that is the caller's. */
    AVBufferRef reference() {
        return av_buffer_ref(context);
    }

    @Override
    public void close() {
        av_buffer_unref(context);
    }
}
