package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A container that is being written, to memory or to a file. MPEG-TS keeps every timestamp as it is, so that segments made
 * apart fit together; a segment as MP4 is fragmented, since a fragment tells its absolute time.
 */
final class Output implements AutoCloseable {

    private final AVFormatContext context;
    private final boolean inMemory;
    private final Options options = new Options();
    private boolean open = true;

    private Output(AVFormatContext context, boolean inMemory) {
        this.context = context;
        this.inMemory = inMemory;
    }

    static Output segment(Container container) throws LibavException {
        var output = allocated(container, true);
        var io = new AVIOContext(null);
        Libav.check(avio_open_dyn_buf(io), "a buffer for the output");
        output.context.pb(io);
        return output;
    }

    static Output segmentFile(Path file) throws LibavException {
        return allocated(Container.MPEG_TS, false).at(file);
    }

    /** A whole file of the kind that its name says; an MP4 has its index at its beginning. */
    static Output file(Path file) throws LibavException {
        var context = new AVFormatContext(null);
        Libav.check(avformat_alloc_output_context2(context, null, null, file.toString()), "a muxer for " + file);
        var output = new Output(context, false);
        output.options.with("movflags", "faststart");
        return output.at(file);
    }

    private static Output allocated(Container container, boolean inMemory) throws LibavException {
        var output = new Output(
                context(
                        switch (container) {
                            case MPEG_TS -> "mpegts";
                            case MP4 -> "mp4";
                        }),
                inMemory);
        output.context.avoid_negative_ts(0);
        switch (container) {
            case MPEG_TS -> {
                output.context.max_delay(0);
                output.options.with("mpegts_copyts", "1").with("muxdelay", "0");
            }
            case MP4 -> output.options.with("movflags", "delay_moov+default_base_moof+frag_keyframe+frag_discont");
        }
        return output;
    }

    private static AVFormatContext context(String format) throws LibavException {
        var context = new AVFormatContext(null);
        Libav.check(avformat_alloc_output_context2(context, null, format, (String) null), "a muxer for " + format);
        return context;
    }

    private Output at(Path file) throws LibavException {
        var io = new AVIOContext(null);
        int opened = avio_open(io, "file:" + file.toAbsolutePath(), AVIO_FLAG_WRITE);
        if (opened < 0) {
            close();
        }
        Libav.check(opened, "writing " + file);
        context.pb(io);
        return this;
    }

    /** @return the stream's number */
    int add(AVCodecParameters parameters) throws LibavException {
        var stream = avformat_new_stream(context, null);
        Libav.check(avcodec_parameters_copy(stream.codecpar(), parameters), "the parameters of a stream");
        stream.codecpar().codec_tag(0);
        stream.time_base(Libav.TICKS);
        return stream.index();
    }

    void begin() throws LibavException {
        Libav.check(avformat_write_header(context, options.dictionary()), "the head of the output");
    }

    /** Takes the packet's reference over. */
    void write(AVPacket packet, int stream, AVRational timeBase) throws LibavException {
        packet.stream_index(stream);
        packet.pos(-1);
        av_packet_rescale_ts(packet, timeBase, context.streams(stream).time_base());
        Libav.check(av_interleaved_write_frame(context, packet), "writing a packet");
    }

    /** Ends a file. */
    void finish() throws LibavException {
        Libav.check(av_write_trailer(context), "the end of the output");
    }

    /** Ends a segment in memory. */
    MediaBytes finishBytes() throws LibavException {
        finish();
        var data = new BytePointer((Pointer) null);
        int size = avio_close_dyn_buf(context.pb(), data);
        context.pb(null);
        try {
            byte[] bytes = new byte[size];
            data.position(0).get(bytes);
            return MediaBytes.owning(bytes);
        } finally {
            av_free(data);
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        if (context.pb() != null) {
            closeIo();
        }
        avformat_free_context(context);
        options.close();
    }

    private void closeIo() {
        if (inMemory) {
            var data = new BytePointer((Pointer) null);
            avio_close_dyn_buf(context.pb(), data);
            av_free(data);
        } else {
            avio_closep(context.pb());
        }
        context.pb(null);
    }
}
