package io.headrace.ffmpeg.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.Options;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * H.264 of pictures as they come: one coded picture for each, at once, with the picture's own time. Keyframes (IDR, with
 * parameter sets) come where they are asked for and nowhere else. For pictures of one size in 8-bit 4:2:0.
 */
public final class LiveEncoder implements AutoCloseable {

    private static final int NO_KEYFRAMES_OF_ITS_OWN = 1 << 20;

    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();

    private LiveEncoder(AVCodecContext context) {
        this.context = context;
    }

    /** @param like a picture as it will come: its size, its colours and the shape of its pixels are told in the output */
    public static LiveEncoder open(LiveCoder coder, LiveRate rate, AVFrame like) throws LibavException {
        var codec = avcodec_find_encoder_by_name(coder.encoderName());
        var context = avcodec_alloc_context3(codec);
        describe(context, like);
        spend(context, rate);
        try (var options = new Options()) {
            coder.tune(options);
            int opened = avcodec_open2(context, codec, options.dictionary());
            if (opened < 0) {
                avcodec_free_context(context);
            }
            Libav.check(opened, "opening " + coder.encoderName() + " for " + like.width() + "x" + like.height());
        }
        return new LiveEncoder(context);
    }

    private static void describe(AVCodecContext context, AVFrame like) {
        context.width(like.width());
        context.height(like.height());
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base(Libav.TICKS);
        context.sample_aspect_ratio(like.sample_aspect_ratio());
        context.color_range(AVCOL_RANGE_MPEG);
        context.color_primaries(like.color_primaries());
        context.color_trc(like.color_trc());
        context.colorspace(like.colorspace());
    }

    private static void spend(AVCodecContext context, LiveRate rate) {
        context.framerate(av_make_q(rate.picturesPerSecond(), 1));
        context.bit_rate(rate.bitsPerSecond());
        context.rc_max_rate(rate.bitsPerSecond());
        context.rc_buffer_size(rate.bitsPerSecond());
        context.gop_size(NO_KEYFRAMES_OF_ITS_OWN);
        context.max_b_frames(0);
        context.thread_count(rate.threads());
    }

    /** Whether it can encode a picture of this size and layout; another encoder must be opened for those that it cannot. */
    public boolean takes(AVFrame picture) {
        return picture.width() == context.width()
                && picture.height() == context.height()
                && picture.format() == AV_PIX_FMT_YUV420P;
    }

    /**
     * @param picture with its time in ticks, later than the one before; its type is changed
     * @param keyframe whether decoding shall be able to begin here
     * @return nothing when the encoder keeps it back, which none of those used does
     */
    public Optional<AccessUnit.Picture> encode(AVFrame picture, boolean keyframe) throws LibavException {
        if (!takes(picture)) {
            throw new IllegalArgumentException("An encoder of " + context.width() + "x" + context.height()
                    + " got a picture of " + picture.width() + "x" + picture.height());
        }
        picture.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        Libav.check(avcodec_send_frame(context, picture), "encoding a picture");
        if (avcodec_receive_packet(context, packet) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(coded());
        } finally {
            av_packet_unref(packet);
        }
    }

    private AccessUnit.Picture coded() {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        var time = new MediaTime(packet.pts());
        return new AccessUnit.Picture(
                VideoCodec.H264, time, time, (packet.flags() & AV_PKT_FLAG_KEY) != 0, MediaBytes.owning(bytes));
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avcodec_free_context(context);
    }
}
