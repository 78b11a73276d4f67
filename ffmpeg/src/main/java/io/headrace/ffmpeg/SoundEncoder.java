package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENCODER_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.SoundCodec;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** Encodes float samples as AAC, as Opus or as MP3; times are counted in samples. */
final class SoundEncoder implements AutoCloseable {

    private static final int BITRATE_PER_CHANNEL = 64_000;
    private static final int MAX_CHANNELS = 6;
    private static final int USUAL_RATE = 48_000;
    private static final Set<Integer> RATES = Set.of(
            96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350);

    private static final Set<Integer> MP3_RATES =
            Set.of(48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000);

    private final AVCodecContext context;
    private final AVCodecParameters parameters = avcodec_parameters_alloc();

    private SoundEncoder(AVCodecContext context) throws LibavException {
        this.context = context;
        Libav.check(avcodec_parameters_from_context(parameters, context), "the audio encoder's parameters");
    }

    static SoundEncoder open(SoundCodec codec, int sampleRate, int channels) throws LibavException {
        return switch (codec) {
            case AAC -> aac(sampleRate, channels);
            case OPUS -> opus(channels);
        };
    }

    /** With the nearest of what AAC can: an unknown rate becomes 48 kHz, more than 5.1 becomes stereo. */
    static SoundEncoder aac(int sampleRate, int channels) throws LibavException {
        var codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
        int rate = RATES.contains(sampleRate) ? sampleRate : USUAL_RATE;
        int count = channels < 1 || channels > MAX_CHANNELS ? 2 : channels;
        return open(codec, AV_SAMPLE_FMT_FLTP, rate, count);
    }

    /** At 48 kHz in packets of 20 ms, as browsers take it; more than two channels become two. */
    static SoundEncoder opus(int channels) throws LibavException {
        var codec = avcodec_find_encoder_by_name("libopus");
        return open(codec, AV_SAMPLE_FMT_FLT, USUAL_RATE, channels == 1 ? 1 : 2);
    }

    /** At the sound's own rate where MP3 has it, else at 48 kHz; more than two channels become two. */
    static SoundEncoder mp3(int sampleRate, int channels) throws LibavException {
        var codec = avcodec_find_encoder_by_name("libmp3lame");
        int rate = MP3_RATES.contains(sampleRate) ? sampleRate : USUAL_RATE;
        return open(codec, AV_SAMPLE_FMT_FLTP, rate, channels == 1 ? 1 : 2);
    }

    private static SoundEncoder open(@Nullable AVCodec codec, int format, int rate, int channels)
            throws LibavException {
        Libav.check(codec == null ? AVERROR_ENCODER_NOT_FOUND : 0, "an encoder of sound");
        var context = avcodec_alloc_context3(codec);
        context.sample_rate(rate);
        context.sample_fmt(format);
        av_channel_layout_default(context.ch_layout(), channels);
        context.bit_rate((long) BITRATE_PER_CHANNEL * channels);
        context.time_base(av_make_q(1, rate));
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        int opened = avcodec_open2(context, codec, (AVDictionary) null);
        if (opened < 0) {
            avcodec_free_context(context);
        }
        Libav.check(opened, "opening the encoder of sound");
        return new SoundEncoder(context);
    }

    AVCodecContext context() {
        return context;
    }

    AVCodecParameters parameters() {
        return parameters;
    }

    AVRational timeBase() {
        return context.time_base();
    }

    /** How samples lie in memory. */
    int format() {
        return context.sample_fmt();
    }

    /** How many samples it takes at once. */
    int frameSize() {
        return context.frame_size();
    }

    /** An empty frame of so many samples; the caller's to free. */
    AVFrame frame(int samples) throws LibavException {
        var frame = av_frame_alloc();
        frame.nb_samples(samples);
        frame.format(context.sample_fmt());
        frame.sample_rate(context.sample_rate());
        av_channel_layout_copy(frame.ch_layout(), context.ch_layout());
        Libav.check(av_frame_get_buffer(frame, 0), "a buffer of samples");
        return frame;
    }

    void send(AVFrame frame) throws LibavException {
        Libav.check(avcodec_send_frame(context, frame), "encoding audio");
    }

    void drain() throws LibavException {
        Libav.check(avcodec_send_frame(context, null), "ending the audio");
    }

    boolean receive(AVPacket packet) {
        return avcodec_receive_packet(context, packet) >= 0;
    }

    @Override
    public void close() {
        avcodec_parameters_free(parameters);
        avcodec_free_context(context);
    }
}
