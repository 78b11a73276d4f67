package io.headrace.ffmpeg.stream;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;

import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.Options;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.SoundCodec;
import io.headrace.media.codec.AdtsHeader;
import io.headrace.media.codec.ParameterSets;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;

/**
 * A stream of pictures and AAC into a container of libav's: RTMP to a server, or an MP4. Times count from the first
 * keyframe; other sound than AAC is left out. It is opened once it is known what it holds.
 */
final class MuxedSink implements UnitSink {

    private final Target target;
    private final AVFormatContext context;
    private final Options options;
    private final Opening opening;

    private boolean begun;
    private long origin;
    private final long[] lastDecoding = {Long.MIN_VALUE, Long.MIN_VALUE};
    private Optional<ParameterSets> sets = Optional.empty();

    /**
     * @param live whether each packet is to leave at once, and the far side learns of new parameter sets
     * @param name for libav; may hold a key
     */
    private record Target(StreamPlace place, String name, boolean live) {}

    private MuxedSink(Target target, AVFormatContext context, Options options, boolean soundComes) {
        this.target = target;
        this.context = context;
        this.options = options;
        this.opening = new Opening(soundComes);
    }

    /** @param soundComes whether sound may come, for which the head waits */
    static MuxedSink toServer(StreamPlace.Rtmp server, boolean soundComes) throws LibavException {
        var context = context("flv");
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_FLUSH_PACKETS);
        var options = new Options()
                .with("protocol_whitelist", RtmpProtocols.ALLOWED)
                .with("flvflags", "no_duration_filesize");
        return new MuxedSink(new Target(server, server.address().toString(), true), context, options, soundComes);
    }

    /** An MP4 in fragments, each of which can be read after a crash; at its end it becomes a common one. */
    static MuxedSink toFile(StreamPlace.File file, boolean soundComes) throws LibavException {
        var options = new Options()
                .with("protocol_whitelist", "file")
                .with("movflags", "hybrid_fragmented+frag_keyframe+default_base_moof");
        var name = "file:" + file.path().toAbsolutePath();
        return new MuxedSink(new Target(file, name, false), context("mp4"), options, soundComes);
    }

    private static AVFormatContext context(String format) throws LibavException {
        var context = new AVFormatContext(null);
        Libav.check(avformat_alloc_output_context2(context, null, format, (String) null), "a muxer for " + format);
        return context;
    }

    @Override
    public void take(AccessUnit unit) throws StreamFailed {
        if (unit instanceof Sound sound && sound.codec() != SoundCodec.AAC) {
            return;
        }
        if (begun) {
            write(unit);
            return;
        }
        opening.add(unit);
        if (opening.complete()) {
            begin();
        }
    }

    private void begin() throws StreamFailed {
        var keyframe = opening.keyframe().orElseThrow();
        sets = ParameterSets.inFrontOf(keyframe);
        MuxedStreams.add(
                context,
                keyframe,
                sets.orElseThrow(() ->
                        new StreamFailed(StreamExit.REFUSED, "The first keyframe has no parameter sets in front")));
        if (opening.sound().isPresent()) {
            MuxedStreams.add(context, opening.sound().get());
        }
        open();
        origin = keyframe.decoding().ticks();
        begun = true;
        for (var unit : opening.release()) {
            write(unit);
        }
    }

    private void open() throws StreamFailed {
        var io = new AVIOContext(null);
        int opened = avio_open2(io, target.name(), AVIO_FLAG_WRITE, (AVIOInterruptCB) null, options.dictionary());
        if (opened < 0) {
            throw new StreamFailed(
                    StreamExit.UNREACHABLE, "Writing to " + target.place() + " cannot begin: " + Libav.text(opened));
        }
        context.pb(io);
        int headed = avformat_write_header(context, options.dictionary());
        if (headed < 0) {
            throw new StreamFailed(
                    StreamExit.UNREACHABLE, "Writing to " + target.place() + " cannot begin: " + Libav.text(headed));
        }
    }

    private void write(AccessUnit unit) throws StreamFailed {
        int stream = unit instanceof Picture ? MuxedStreams.PICTURES : MuxedStreams.SOUND;
        long decoding = unit.decoding().ticks() - origin;
        if (stream >= context.nb_streams() || decoding < 0 || decoding <= lastDecoding[stream]) {
            return;
        }
        lastDecoding[stream] = decoding;
        try {
            var packet = Packets.of(content(unit));
            try {
                send(packet, unit, stream);
            } finally {
                av_packet_free(packet);
            }
        } catch (LibavException broken) {
            throw new StreamFailed(
                    StreamExit.LOST, "Writing to " + target.place() + " broke off: " + broken.getMessage());
        }
    }

    /** The header of a frame of AAC stands in the container's head instead. */
    private static ByteBuffer content(AccessUnit unit) {
        var bytes = unit.bytes().asByteBuffer();
        return unit instanceof Picture
                ? bytes
                : bytes.position(
                        AdtsHeader.parse(bytes).map(AdtsHeader::headerBytes).orElse(0));
    }

    private void send(AVPacket packet, AccessUnit unit, int stream) throws LibavException {
        packet.stream_index(stream);
        packet.pts(unit.presentation().ticks() - origin);
        packet.dts(unit.decoding().ticks() - origin);
        boolean key = !(unit instanceof Picture picture) || picture.keyframe();
        packet.flags(key ? AV_PKT_FLAG_KEY : 0);
        if (target.live() && unit instanceof Picture picture && key) {
            tellNewSets(packet, picture);
        }
        av_packet_rescale_ts(packet, Libav.TICKS, context.streams(stream).time_base());
        int written = target.live() ? av_write_frame(context, packet) : av_interleaved_write_frame(context, packet);
        Libav.check(written, "a packet");
    }

    private void tellNewSets(AVPacket packet, Picture keyframe) {
        var own = ParameterSets.inFrontOf(keyframe);
        if (own.isPresent() && !own.equals(sets)) {
            sets = own;
            byte[] description = MuxedStreams.annexB(own.get());
            av_packet_new_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, description.length)
                    .put(description, 0, description.length);
        }
    }

    @Override
    public void finish() throws StreamFailed {
        if (!begun && opening.keyframe().isPresent()) {
            begin();
        }
        if (begun) {
            int ended = av_write_trailer(context);
            if (ended < 0) {
                throw new StreamFailed(
                        StreamExit.LOST, "The end of " + target.place() + " is lost: " + Libav.text(ended));
            }
        }
    }

    @Override
    public void close() {
        if (context.pb() != null) {
            avio_closep(context.pb());
            context.pb(null);
        }
        avformat_free_context(context);
        options.close();
    }
}
