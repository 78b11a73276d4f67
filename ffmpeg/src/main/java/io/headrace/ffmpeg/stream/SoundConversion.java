package io.headrace.ffmpeg.stream;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import io.headrace.ffmpeg.AudioConverter;
import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.codec.AacConfig;
import io.headrace.media.codec.AdtsHeader;
import io.headrace.media.codec.OpusHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Units of one kind of sound made into units of the other. */
final class SoundConversion implements AutoCloseable {

    private static final int STEREO = 2;

    private final Format from;
    private final SoundCodec to;
    private final AudioConverter converter;

    /** What a decoder must know. */
    private record Format(SoundCodec codec, int sampleRate, int channels) {}

    private SoundConversion(Format from, SoundCodec to, AudioConverter converter) {
        this.from = from;
        this.to = to;
        this.converter = converter;
    }

    /** Nothing for a unit of which cannot be told what it is. */
    static Optional<SoundConversion> of(Sound first, SoundCodec to) throws LibavException {
        var format = format(first);
        return format.isEmpty() ? Optional.empty() : Optional.of(open(format.get(), to));
    }

    private static SoundConversion open(Format from, SoundCodec to) throws LibavException {
        var parameters = avcodec_parameters_alloc();
        try {
            parameters.codec_type(AVMEDIA_TYPE_AUDIO);
            parameters.codec_id(from.codec() == SoundCodec.AAC ? AV_CODEC_ID_AAC : AV_CODEC_ID_OPUS);
            parameters.sample_rate(from.sampleRate());
            av_channel_layout_default(parameters.ch_layout(), from.channels());
            return new SoundConversion(from, to, AudioConverter.open(parameters, Libav.TICKS, to));
        } finally {
            avcodec_parameters_free(parameters);
        }
    }

    private static Optional<Format> format(Sound sound) {
        return switch (sound.codec()) {
            case AAC ->
                AdtsHeader.parse(sound.bytes().asByteBuffer())
                        .map(header -> new Format(SoundCodec.AAC, header.sampleRate(), Math.max(1, header.channels())));
            case OPUS -> Optional.of(new Format(SoundCodec.OPUS, OpusHeader.SAMPLE_RATE, STEREO));
        };
    }

    /** Whether the unit is of the kind that this one decodes. */
    boolean takes(Sound sound) {
        return format(sound).filter(from::equals).isPresent();
    }

    List<Sound> convert(Sound sound) throws LibavException {
        var packet = Packets.of(sound.bytes());
        var converted = new ArrayList<Sound>();
        try {
            packet.pts(sound.presentation().ticks());
            packet.dts(sound.presentation().ticks());
            converter.take(packet, out -> converted.add(unit(out)));
        } finally {
            av_packet_free(packet);
        }
        return converted;
    }

    /** What is left in decoder and encoder. */
    List<Sound> finish() throws LibavException {
        var left = new ArrayList<Sound>();
        converter.finish(out -> left.add(unit(out)));
        return left;
    }

    private Sound unit(AVPacket packet) {
        try {
            var bytes = Packets.bytes(packet);
            return new Sound(
                    to,
                    new MediaTime(packet.pts()),
                    to == SoundCodec.AAC
                            ? config(converter.parameters()).withAdtsHeader(bytes)
                            : MediaBytes.copyOf(bytes));
        } finally {
            av_packet_free(packet);
        }
    }

    private static AacConfig config(AVCodecParameters parameters) {
        byte[] description = new byte[parameters.extradata_size()];
        parameters.extradata().get(description);
        return AacConfig.parse(ByteBuffer.wrap(description));
    }

    @Override
    public void close() {
        converter.close();
    }
}
