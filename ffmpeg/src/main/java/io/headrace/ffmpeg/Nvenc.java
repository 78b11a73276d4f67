package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Opens NVENC encoders on the card that their pictures lie on. */
final class Nvenc {

    private Nvenc() {}

    /** @param like a picture as it will come: the encoder is opened for its pool, and tells its colours */
    static Encoder open(EncoderOrder order, AVFrame like) throws LibavException {
        var codec = codec(order.profile().codec());
        var settings = NvencSettings.of(order.profile(), order.preset());
        var context = avcodec_alloc_context3(codec);
        describe(context, order, like);
        tell(context, settings);
        try (var options = new Options()) {
            settings.options().forEach(options::with);
            int opened = avcodec_open2(context, codec, options.dictionary());
            if (opened < 0) {
                avcodec_free_context(context);
            }
            Libav.check(opened, refused(codec.name().getString(), order.profile()));
        }
        return new Encoder(context);
    }

    /** The trial has opened such an encoder before, so what is short now is most likely the sessions that a card allows. */
    private static String refused(String encoder, Profile profile) {
        return "opening " + encoder + " for " + profile
                + " (fewer --slots help, if the card is out of memory or of encoder sessions)";
    }

    static AVCodec codec(VideoCodec codec) throws LibavException {
        var name = NvencSettings.encoderName(codec).orElseThrow(() -> new LibavException("NVENC makes no " + codec));
        var found = avcodec_find_encoder_by_name(name);
        if (found == null) {
            throw new LibavException(name + " is not built in");
        }
        return found;
    }

    private static void describe(AVCodecContext context, EncoderOrder order, AVFrame like) {
        context.width(order.size().width());
        context.height(order.size().height());
        context.pix_fmt(AV_PIX_FMT_CUDA);
        context.hw_frames_ctx(av_buffer_ref(like.hw_frames_ctx()));
        context.time_base(Libav.TICKS);
        context.framerate(
                av_make_q(order.expected().numerator(), order.expected().denominator()));
        context.sample_aspect_ratio(like.sample_aspect_ratio());
        context.color_range(like.color_range());
        context.color_primaries(like.color_primaries());
        context.color_trc(like.color_trc());
        context.colorspace(like.colorspace());
    }

    private static void tell(AVCodecContext context, NvencSettings settings) {
        context.bit_rate(settings.bitrate());
        context.rc_max_rate(settings.maxBitrate());
        context.rc_buffer_size((int) settings.maxBitrate());
        context.gop_size(settings.gop());
        context.max_b_frames(0);
        if (settings.globalHeader()) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
    }
}
