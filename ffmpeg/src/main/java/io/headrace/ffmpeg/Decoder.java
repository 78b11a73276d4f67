package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures of packets. What cannot be decoded is passed over, as players do; whoever asked sees it in the number of
 * frames. After {@link #drain} it is ready for the next segment of its stream.
 */
final class Decoder implements PictureDecoder {

    private static final long LARGE = 1920L * 1088;

    private final AVCodecContext context;
    private final AVFrame frame = av_frame_alloc();

    private Decoder(AVCodecContext context) {
        this.context = context;
    }

    static Decoder open(AVStream stream, int maxPixels) throws LibavException {
        return open(stream, maxPixels, threads(stream), Optional.empty());
    }

    /** On a graphics card as far as it can: libav prefers the card that it is told of, and falls back by itself. */
    static Decoder open(AVStream stream, int maxPixels, CudaDevice device) throws LibavException {
        return open(stream, maxPixels, 1, Optional.of(device));
    }

    private static Decoder open(AVStream stream, int maxPixels, int threads, Optional<CudaDevice> device)
            throws LibavException {
        var codec = avcodec_find_decoder(stream.codecpar().codec_id());
        var context = avcodec_alloc_context3(codec);
        Libav.check(avcodec_parameters_to_context(context, stream.codecpar()), "the decoder's parameters");
        context.pkt_timebase(stream.time_base());
        context.max_pixels(maxPixels);
        context.thread_count(threads);
        device.ifPresent(card -> context.hw_device_ctx(card.reference()));
        int opened = avcodec_open2(context, codec, (AVDictionary) null);
        if (opened < 0) {
            avcodec_free_context(context);
        }
        Libav.check(opened, "opening the decoder");
        return new Decoder(context);
    }

    private static int threads(AVStream stream) {
        return (long) stream.codecpar().width() * stream.codecpar().height() > LARGE
                ? Math.min(4, Runtime.getRuntime().availableProcessors())
                : 1;
    }

    @Override
    public void decode(AVPacket packet, Viewer viewer) throws LibavException, RefusedException {
        if (avcodec_send_packet(context, packet) >= 0) {
            show(viewer);
        }
    }

    @Override
    public void drain(Viewer viewer) throws LibavException, RefusedException {
        avcodec_send_packet(context, null);
        show(viewer);
        forget();
    }

    void forget() {
        avcodec_flush_buffers(context);
    }

    /** For who fetches pictures by {@link #next}: a packet, or null when no more will come. */
    void send(@Nullable AVPacket packet) {
        avcodec_send_packet(context, packet);
    }

    /** False when there is no further picture yet. What cannot be decoded is passed over. */
    boolean next() {
        av_frame_unref(frame);
        int received = avcodec_receive_frame(context, frame);
        while (received < 0 && received != AVERROR_EAGAIN() && received != AVERROR_EOF()) {
            received = avcodec_receive_frame(context, frame);
        }
        return received >= 0;
    }

    /** What {@link #next} found; good until its next call. */
    AVFrame frame() {
        return frame;
    }

    private void show(Viewer viewer) throws LibavException, RefusedException {
        while (avcodec_receive_frame(context, frame) >= 0) {
            try {
                viewer.see(frame);
            } finally {
                av_frame_unref(frame);
            }
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
        avcodec_free_context(context);
    }

    /** Sees each picture; keeps it, if at all, by a reference of its own. */
    interface Viewer {
        void see(AVFrame frame) throws LibavException, RefusedException;
    }
}
