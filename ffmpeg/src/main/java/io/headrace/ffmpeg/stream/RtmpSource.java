package io.headrace.ffmpeg.stream;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.ffmpeg.AnnexB;
import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.Options;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.AacConfig;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Plays a stream from a server of RTMP. What its streams are is learnt from their headers, which come in front: nothing is
 * probed, and each unit is given on as it comes.
 */
final class RtmpSource implements UnitSource {

    private final AVFormatContext context;
    private Optional<AnnexB> pictures = Optional.empty();
    private Optional<AacConfig> sound = Optional.empty();

    private RtmpSource(AVFormatContext context) {
        this.context = context;
    }

    static RtmpSource open(StreamPlace.Rtmp place) throws StreamFailed {
        var context = avformat_alloc_context();
        try (var options = new Options()
                .with("protocol_whitelist", RtmpProtocols.ALLOWED)
                .with("format_whitelist", "flv")
                .with("rtmp_live", "live")) {
            if (!place.tcUrl().isEmpty()) {
                options.with("rtmp_tcurl", place.tcUrl());
            }
            int opened = avformat_open_input(
                    context, place.address().toString(), av_find_input_format("flv"), options.dictionary());
            if (opened < 0) {
                throw new StreamFailed(
                        StreamExit.UNREACHABLE, "Playing from " + place + " cannot begin: " + Libav.text(opened));
            }
        }
        return new RtmpSource(context);
    }

    @Override
    public void read(UnitSink sink) throws StreamFailed {
        var packet = av_packet_alloc();
        try {
            int read = av_read_frame(context, packet);
            while (read >= 0) {
                give(packet, sink);
                av_packet_unref(packet);
                read = av_read_frame(context, packet);
            }
            if (read != AVERROR_EOF()) {
                throw new StreamFailed(StreamExit.LOST, "Playing by RTMP broke off: " + Libav.text(read));
            }
        } catch (LibavException failed) {
            throw new StreamFailed(StreamExit.FAILED, String.valueOf(failed.getMessage()));
        } finally {
            av_packet_free(packet);
        }
    }

    private void give(AVPacket packet, UnitSink sink) throws StreamFailed, LibavException {
        var stream = context.streams(packet.stream_index());
        av_packet_rescale_ts(packet, stream.time_base(), Libav.TICKS);
        int codec = stream.codecpar().codec_id();
        if (codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC) {
            picture(packet, stream, sink);
        } else if (codec == AV_CODEC_ID_AAC) {
            sound(packet, stream, sink);
        } else if (stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO) {
            throw new StreamFailed(
                    StreamExit.REFUSED,
                    "Pictures in " + avcodec_get_name(codec).getString() + " are not taken; send H.264 or HEVC");
        }
    }

    private void picture(AVPacket packet, AVStream stream, UnitSink sink) throws StreamFailed, LibavException {
        if (pictures.isEmpty()) {
            pictures = Optional.of(new AnnexB(stream));
        }
        if (pictures.get().apply(packet)) {
            sink.take(new AccessUnit.Picture(
                    stream.codecpar().codec_id() == AV_CODEC_ID_H264 ? VideoCodec.H264 : VideoCodec.HEVC,
                    new MediaTime(packet.pts()),
                    new MediaTime(packet.dts()),
                    (packet.flags() & AV_PKT_FLAG_KEY) != 0,
                    MediaBytes.copyOf(Packets.bytes(packet))));
        }
    }

    private void sound(AVPacket packet, AVStream stream, UnitSink sink) throws StreamFailed {
        var described = Packets.beside(packet, AV_PKT_DATA_NEW_EXTRADATA)
                .or(() -> sound.isPresent() ? Optional.empty() : description(stream));
        if (described.isPresent()) {
            sound = config(described.get());
        }
        var raw = Packets.bytes(packet);
        if (sound.isPresent() && raw.hasRemaining() && raw.remaining() <= AacConfig.MAX_RAW_BYTES) {
            sink.take(new AccessUnit.Sound(
                    SoundCodec.AAC, new MediaTime(packet.pts()), sound.get().withAdtsHeader(raw)));
        }
    }

    private static Optional<ByteBuffer> description(AVStream stream) {
        byte[] bytes = new byte[Math.max(0, stream.codecpar().extradata_size())];
        if (bytes.length == 0) {
            return Optional.empty();
        }
        stream.codecpar().extradata().get(bytes);
        return Optional.of(ByteBuffer.wrap(bytes));
    }

    /** Sound that ADTS cannot describe is left out. */
    private static Optional<AacConfig> config(ByteBuffer description) {
        try {
            return Optional.of(AacConfig.parse(description));
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException unfit) {
            System.err.println("The sound is left out: " + unfit.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        pictures.ifPresent(AnnexB::close);
        avformat_close_input(context);
    }
}
