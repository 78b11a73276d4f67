package io.headrace.node.local;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** {@code ffmpeg -re -i CLIP -map 0:v -c copy -f whip URL} with the libraries alone: a program of its own. */
final class FfmpegWhip {

    private static final int ERROR_TEXT = 256;
    private static final double NANOS = 1e9;

    private FfmpegWhip() {}

    /** @param arguments a clip without B-frames, and where it is published */
    public static void main(String[] arguments) {
        var in = new AVFormatContext(null);
        check(avformat_open_input(in, arguments[0], null, null), "open " + arguments[0]);
        check(avformat_find_stream_info(in, (PointerPointer<?>) null), "look at " + arguments[0]);
        var video = video(in);
        var out = new AVFormatContext(null);
        check(avformat_alloc_output_context2(out, null, "whip", arguments[1]), "make a muxer");
        var track = avformat_new_stream(out, null);
        check(avcodec_parameters_copy(track.codecpar(), video.codecpar()), "take the parameters");
        track.codecpar().codec_tag(0);
        // The clip has no B-frames, which its parameter sets do not say.
        track.codecpar().video_delay(0);
        track.time_base(video.time_base());
        check(avformat_write_header(out, (AVDictionary) null), "publish at " + arguments[1]);
        System.out.println("connected");
        copy(in, video, out, track);
        check(av_write_trailer(out), "end");
        System.out.println("ended");
    }

    private static AVStream video(AVFormatContext in) {
        for (int i = 0; i < in.nb_streams(); i++) {
            if (in.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO) {
                return in.streams(i);
            }
        }
        throw new IllegalStateException("The clip has no pictures");
    }

    /** At the speed at which it plays. */
    private static void copy(AVFormatContext in, AVStream from, AVFormatContext out, AVStream to) {
        var packet = av_packet_alloc();
        long begun = System.nanoTime();
        while (av_read_frame(in, packet) >= 0) {
            if (packet.stream_index() == from.index()) {
                long due = begun + (long) (packet.dts() * av_q2d(from.time_base()) * NANOS);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                av_packet_rescale_ts(packet, from.time_base(), to.time_base());
                packet.stream_index(to.index());
                check(av_interleaved_write_frame(out, packet), "send a picture");
            }
            av_packet_unref(packet);
        }
    }

    private static void check(int result, String what) {
        if (result < 0) {
            var text = new byte[ERROR_TEXT];
            av_strerror(result, text, text.length);
            throw new IllegalStateException(
                    "FFmpeg could not " + what + ": " + new String(text, StandardCharsets.US_ASCII).trim());
        }
    }
}
