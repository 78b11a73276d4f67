package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device;
import io.headrace.media.request.DevicesTried;
import java.util.EnumSet;
import java.util.List;

/**
 * Tries graphics cards: opens each, and an encoder of each kind on it. A card may be there and encode nothing, as those
 * for data centres often do, and a driver may be older than what libav asks for; opening is what tells.
 */
final class DeviceTrial {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private DeviceTrial() {}

    static DevicesTried of(List<Device.Nvidia> devices) {
        return new DevicesTried(devices.stream().map(DeviceTrial::of).toList());
    }

    private static DevicesTried.Finding of(Device.Nvidia device) {
        try (var opened = CudaDevice.open(device)) {
            open(VideoCodec.H264, opened.device());
            var encodes = EnumSet.of(VideoCodec.H264);
            if (opens(VideoCodec.HEVC, device)) {
                encodes.add(VideoCodec.HEVC);
            }
            return new DevicesTried.Usable(device, encodes);
        } catch (DeviceException refused) {
            return new DevicesTried.Unusable(device, refused.what());
        } catch (LibavException refused) {
            return new DevicesTried.Unusable(device, String.valueOf(refused.getMessage()));
        }
    }

    private static boolean opens(VideoCodec codec, Device.Nvidia device) {
        try {
            open(codec, device);
            return true;
        } catch (LibavException _) {
            return false;
        }
    }

    private static void open(VideoCodec codec, Device.Nvidia device) throws LibavException {
        var encoder = Nvenc.codec(codec);
        var context = avcodec_alloc_context3(encoder);
        context.width(WIDTH);
        context.height(HEIGHT);
        context.pix_fmt(AV_PIX_FMT_NV12);
        context.time_base(av_make_q(1, 30));
        context.max_b_frames(0);
        try (var options = new Options().with("gpu", "" + device.index());
                var log = LibavLog.collect()) {
            int opened = avcodec_open2(context, encoder, options.dictionary());
            avcodec_free_context(context);
            if (opened < 0) {
                throw new DeviceException(device, encoder.name().getString() + ": " + log.firstOr(Libav.text(opened)));
            }
        }
    }
}
