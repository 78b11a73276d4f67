package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_CAP_ENCODER_FLUSH;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.Preset;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One encoder. In software it is for one segment: a drained x264 cannot be started again, and opening one costs nothing that
 * can be measured; {@link NvencShelf} keeps those that can.
 * It runs on its caller's thread alone; renditions run beside each other instead. Keyframes come where frames ask for
 * them, never at scene cuts, so that renditions can be switched at any of them.
 */
final class Encoder implements AutoCloseable {

    private static final int NO_KEYFRAMES_OF_ITS_OWN = 1 << 20;
    private static final int USUAL_QUALITY = 23;
    private static final int B_FRAMES = 3;

    private final AVCodecContext context;

    /** @param context that was opened; it is this encoder's from now on */
    Encoder(AVCodecContext context) {
        this.context = context;
    }

    /**
     * @param like a picture as it will come: its colours and the shape of its pixels are told in the output
     * @param expected frame rate, for the rate control
     */
    static Encoder open(Profile profile, RenditionSize size, Preset preset, AVFrame like, FrameRate expected)
            throws RefusedException, LibavException {
        return open(profile, size, preset, like, expected, B_FRAMES);
    }

    /** @param bFrames at most; fewer where the profile or the encoder forbids them */
    static Encoder open(
            Profile profile, RenditionSize size, Preset preset, AVFrame like, FrameRate expected, int bFrames)
            throws RefusedException, LibavException {
        var choice = EncoderChoice.of(profile.codec())
                .orElseThrow(() -> new RefusedException(
                        new MediaRefusal.EncoderMissing(profile.codec().name())));
        AVCodec codec = avcodec_find_encoder_by_name(choice.encoderName());
        var context = avcodec_alloc_context3(codec);
        describe(context, size, like, expected);
        rate(context, profile, choice, size, expected);
        context.max_b_frames(mayUseBFrames(profile, choice) ? bFrames : 0);
        try (var options = new Options()) {
            choice.tune(options, profile, preset);
            int opened = avcodec_open2(context, codec, options.dictionary());
            if (opened < 0) {
                avcodec_free_context(context);
            }
            Libav.check(opened, "opening " + choice.encoderName() + " for " + profile);
        }
        return new Encoder(context);
    }

    private static void describe(AVCodecContext context, RenditionSize size, AVFrame like, FrameRate expected) {
        context.width(size.width());
        context.height(size.height());
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base(Libav.TICKS);
        context.framerate(av_make_q(expected.numerator(), expected.denominator()));
        context.sample_aspect_ratio(like.sample_aspect_ratio());
        context.color_range(AVCOL_RANGE_MPEG);
        context.color_primaries(like.color_primaries());
        context.color_trc(like.color_trc());
        context.colorspace(like.colorspace());
        context.thread_count(1);
    }

    private static void rate(
            AVCodecContext context, Profile profile, EncoderChoice choice, RenditionSize size, FrameRate expected) {
        context.gop_size(profile.gop() instanceof Gop.IntraOnly ? 1 : NO_KEYFRAMES_OF_ITS_OWN);
        if (profile.container() == Container.MP4) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        int bitrate = profile.bitrate();
        if (bitrate == 0 && !choice.knowsQuality()) {
            bitrate = (int) Math.min(Integer.MAX_VALUE, size.pixels() * expected.ceiling() / 10);
        }
        if (bitrate > 0) {
            context.rc_max_rate(bitrate);
            context.rc_buffer_size(bitrate);
            if (profile.quality() == 0 || !choice.knowsQuality()) {
                context.bit_rate(bitrate);
            }
        }
    }

    private static boolean mayUseBFrames(Profile profile, EncoderChoice choice) {
        return choice.knowsBFrames()
                && !(profile.gop() instanceof Gop.IntraOnly)
                && profile.codecProfile() != CodecProfile.H264_BASELINE
                && profile.codecProfile() != CodecProfile.H264_CONSTRAINED_HIGH;
    }

    /** The constant-rate factor of a profile; 0 when its bitrate decides. */
    static int quality(Profile profile) {
        return profile.quality() > 0 ? profile.quality() : profile.bitrate() == 0 ? USUAL_QUALITY : 0;
    }

    int addTo(Output output) throws LibavException {
        var parameters = avcodec_parameters_alloc();
        try {
            Libav.check(avcodec_parameters_from_context(parameters, context), "the encoder's parameters");
            return output.add(parameters);
        } finally {
            avcodec_parameters_free(parameters);
        }
    }

    void send(AVFrame frame) throws LibavException {
        Libav.check(avcodec_send_frame(context, frame), "encoding a frame");
    }

    void drain() throws LibavException {
        Libav.check(avcodec_send_frame(context, null), "ending the encoder");
    }

    /** False when it wants more frames, or has no more packets. */
    boolean receive(AVPacket packet) {
        return avcodec_receive_packet(context, packet) >= 0;
    }

    /**
     * Forgets the segment that it was drained of, and is ready for the next.
     *
     * @return false when it is of a kind that cannot
     */
    boolean flush() {
        boolean can = (context.codec().capabilities() & AV_CODEC_CAP_ENCODER_FLUSH) != 0;
        if (can) {
            avcodec_flush_buffers(context);
        }
        return can;
    }

    @Override
    public void close() {
        avcodec_free_context(context);
    }
}
