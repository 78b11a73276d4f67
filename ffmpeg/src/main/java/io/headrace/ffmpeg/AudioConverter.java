package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_free;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_read;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_size;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_write;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;

import io.headrace.media.SoundCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/**
 * Makes AAC, Opus or MP3 of any audio that can be decoded. Samples are counted from the first one's time; where the source jumps by
 * more than a twentieth of a second, counting begins anew there.
 */
public final class AudioConverter implements AudioFeed {

    private static final int JUMPS_PER_SECOND = 20;

    private final AVRational timeBase;
    private final AVCodecContext decoder;
    private final SoundEncoder encoder;
    private final SwrContext resampler = swr_alloc();
    private final AVAudioFifo samples;
    private final AVFrame decoded = av_frame_alloc();
    private final AVPacket encoded = av_packet_alloc();
    private boolean begun;
    /** When the first of the waiting samples is heard, in samples. */
    private long head;

    private AudioConverter(AVRational timeBase, AVCodecContext decoder, SoundEncoder encoder) {
        this.timeBase = timeBase;
        this.decoder = decoder;
        this.encoder = encoder;
        this.samples = av_audio_fifo_alloc(
                encoder.format(), encoder.context().ch_layout().nb_channels(), encoder.frameSize() * 4);
    }

    /**
     * @param parameters of what comes
     * @param timeBase of its packets; kept
     * @param to what it becomes
     */
    public static AudioConverter open(AVCodecParameters parameters, AVRational timeBase, SoundCodec to)
            throws LibavException {
        return open(
                parameters,
                timeBase,
                SoundEncoder.open(
                        to, parameters.sample_rate(), parameters.ch_layout().nb_channels()));
    }

    /** The same as MP3. */
    static AudioConverter toMp3(AVCodecParameters parameters, AVRational timeBase) throws LibavException {
        return open(
                parameters,
                timeBase,
                SoundEncoder.mp3(
                        parameters.sample_rate(), parameters.ch_layout().nb_channels()));
    }

    /** @param encoder is closed with it, also when this fails */
    private static AudioConverter open(AVCodecParameters parameters, AVRational timeBase, SoundEncoder encoder)
            throws LibavException {
        try {
            return new AudioConverter(timeBase, decoder(parameters, timeBase), encoder);
        } catch (LibavException unable) {
            encoder.close();
            throw unable;
        }
    }

    private static AVCodecContext decoder(AVCodecParameters parameters, AVRational timeBase) throws LibavException {
        var codec = avcodec_find_decoder(parameters.codec_id());
        var decoder = avcodec_alloc_context3(codec);
        Libav.check(avcodec_parameters_to_context(decoder, parameters), "the audio decoder's parameters");
        decoder.pkt_timebase(timeBase);
        int opened = codec == null ? -1 : avcodec_open2(decoder, codec, (AVDictionary) null);
        if (opened < 0) {
            avcodec_free_context(decoder);
        }
        Libav.check(opened, "opening the audio decoder");
        return decoder;
    }

    @Override
    public AVCodecParameters parameters() {
        return encoder.parameters();
    }

    @Override
    public void take(AVPacket packet, Listener listener) throws LibavException {
        if (avcodec_send_packet(decoder, packet) >= 0) {
            convertDecoded(listener);
        }
    }

    private void convertDecoded(Listener listener) throws LibavException {
        while (avcodec_receive_frame(decoder, decoded) >= 0) {
            anchor(decoded.best_effort_timestamp());
            layOut(decoded);
            var converted = shell();
            try {
                if (swr_convert_frame(resampler, converted, decoded) >= 0) {
                    av_audio_fifo_write(samples, converted.data(), converted.nb_samples());
                }
            } finally {
                av_frame_free(converted);
                av_frame_unref(decoded);
            }
            encodeWhole(listener);
        }
    }

    /** Channels that nobody described lie as usual; the resampler would take the second frame for another kind of sound. */
    private static void layOut(AVFrame frame) {
        var layout = frame.ch_layout();
        if (layout.order() == AV_CHANNEL_ORDER_UNSPEC) {
            av_channel_layout_default(layout, layout.nb_channels());
        }
    }

    private AVFrame shell() {
        var frame = av_frame_alloc();
        frame.format(encoder.format());
        frame.sample_rate(encoder.context().sample_rate());
        av_channel_layout_copy(frame.ch_layout(), encoder.context().ch_layout());
        return frame;
    }

    private void anchor(long time) {
        if (time == AV_NOPTS_VALUE) {
            return;
        }
        long heard = av_rescale_q(time, timeBase, encoder.timeBase());
        long expected = head + av_audio_fifo_size(samples);
        if (!begun || Math.abs(heard - expected) > encoder.context().sample_rate() / JUMPS_PER_SECOND) {
            head = heard - av_audio_fifo_size(samples);
            begun = true;
        }
    }

    private void encodeWhole(Listener listener) throws LibavException {
        while (av_audio_fifo_size(samples) >= encoder.frameSize()) {
            encode(encoder.frameSize(), listener);
        }
    }

    private void encode(int count, Listener listener) throws LibavException {
        var frame = encoder.frame(count);
        try {
            av_audio_fifo_read(samples, frame.data(), count);
            frame.pts(head);
            head += count;
            encoder.send(frame);
        } finally {
            av_frame_free(frame);
        }
        tell(listener);
    }

    private void tell(Listener listener) throws LibavException {
        while (encoder.receive(encoded)) {
            var packet = av_packet_clone(encoded);
            av_packet_unref(encoded);
            av_packet_rescale_ts(packet, encoder.timeBase(), Libav.TICKS);
            listener.hear(packet);
        }
    }

    @Override
    public void finish(Listener listener) throws LibavException {
        avcodec_send_packet(decoder, null);
        convertDecoded(listener);
        if (av_audio_fifo_size(samples) > 0) {
            encode(av_audio_fifo_size(samples), listener);
        }
        encoder.drain();
        tell(listener);
    }

    @Override
    public void close() {
        av_frame_free(decoded);
        av_packet_free(encoded);
        av_audio_fifo_free(samples);
        swr_free(resampler);
        avcodec_free_context(decoder);
        encoder.close();
    }
}
