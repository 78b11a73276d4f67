package io.headrace.ffmpeg;

import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Transcode;
import java.util.Optional;

/**
 * Transcodes on a graphics card. A card that failed is closed with all that was kept on it, and opened anew for the next
 * segment: after an error CUDA promises nothing of what was there before. What becomes of the segment itself the operator
 * has decided.
 */
final class DeviceTranscoder implements SegmentWork {

    private final Device.Nvidia device;
    private final DeviceFailure onFailure;
    private final SegmentWork software = new Transcoder();
    private Optional<Transcoder> onDevice = Optional.empty();

    DeviceTranscoder(Device.Nvidia device, DeviceFailure onFailure) {
        this.device = device;
        this.onFailure = onFailure;
    }

    @Override
    public MediaReply.Transcoded transcode(Transcode request, MediaLimits limits)
            throws LibavException, RefusedException, InterruptedException {
        try {
            return ready().transcode(request, limits);
        } catch (LibavException failed) {
            forget();
            return instead(request, limits, failed);
        }
    }

    private MediaReply.Transcoded instead(Transcode request, MediaLimits limits, LibavException failed)
            throws LibavException, RefusedException, InterruptedException {
        var failure = failed instanceof DeviceException known
                ? known
                : new DeviceException(device, String.valueOf(failed.getMessage()));
        return switch (onFailure) {
            case REPORTED -> throw failure;
            case REPLACED_BY_SOFTWARE -> {
                System.err.println(failure.getMessage() + "; the segment is transcoded in software");
                yield software.transcode(request, limits);
            }
        };
    }

    private Transcoder ready() throws LibavException {
        if (onDevice.isEmpty()) {
            onDevice = Optional.of(new Transcoder(new NvidiaBench(CudaDevice.open(device))));
        }
        return onDevice.get();
    }

    private void forget() {
        onDevice.ifPresent(Transcoder::close);
        onDevice = Optional.empty();
    }

    @Override
    public void close() {
        forget();
        software.close();
    }
}
