package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes into the memory of a graphics card. What NVDEC does not take (4:2:2, interlaced H.264 on some cards, odd sizes)
 * libav decodes in software by itself; such a picture is brought to the card, so that all that comes out lies there.
 */
final class CudaDecoder implements PictureDecoder {

    private final Decoder decoder;
    private final CudaUpload upload;

    CudaDecoder(Decoder decoder, CudaUpload upload) {
        this.decoder = decoder;
        this.upload = upload;
    }

    @Override
    public void decode(AVPacket packet, Decoder.Viewer viewer) throws LibavException, RefusedException {
        decoder.decode(packet, frame -> show(frame, viewer));
    }

    @Override
    public void drain(Decoder.Viewer viewer) throws LibavException, RefusedException {
        decoder.drain(frame -> show(frame, viewer));
    }

    private void show(AVFrame frame, Decoder.Viewer viewer) throws LibavException, RefusedException {
        if (frame.format() == AV_PIX_FMT_CUDA) {
            viewer.see(frame);
            return;
        }
        PixelFormats.check(frame);
        var uploaded = upload.upload(frame);
        try {
            viewer.see(uploaded);
        } finally {
            av_frame_free(uploaded);
        }
    }

    @Override
    public void close() {
        decoder.close();
        upload.close();
    }
}
