package io.headrace.models.batch.film;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.Options;
import io.headrace.models.batch.picture.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Films for tests, of any codec and layout, in any container.
 *
 * @param encoder libav's name: {@code libx264}
 * @param layout of pixels: {@code yuv420p10le}
 * @param ending of a file's name, which says the container
 * @param times when each picture is shown, in 1/90000 s
 */
public record TestFilm(String encoder, String layout, String ending, LongUnaryOperator times) {

    public static final TestFilm USUAL = new TestFilm("libx264", "yuv420p", ".mp4", n -> n * 3_600);

    public TestFilm with(String otherEncoder, String otherLayout, String otherEnding) {
        return new TestFilm(otherEncoder, otherLayout, otherEnding, times);
    }

    public TestFilm at(LongUnaryOperator others) {
        return new TestFilm(encoder, layout, ending, others);
    }

    public byte[] of(List<Picture> pictures) throws Exception {
        var file = Files.createTempFile("test-film", ending);
        try {
            write(file, pictures);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private void write(Path file, List<Picture> pictures) throws Exception {
        var context = opened(pictures.getFirst());
        var muxer = new AVFormatContext(null);
        avformat_alloc_output_context2(muxer, null, null, file.toString());
        var io = new AVIOContext(null);
        Libav.check(avio_open(io, file.toString(), AVIO_FLAG_WRITE), "writing");
        muxer.pb(io);
        var stream = avformat_new_stream(muxer, null);
        avcodec_parameters_from_context(stream.codecpar(), context);
        stream.time_base(context.time_base());
        Libav.check(avformat_write_header(muxer, (AVDictionary) null), "the head");
        var packet = av_packet_alloc();
        try (var packed = new PackedPictures()) {
            for (int i = 0; i < pictures.size(); i++) {
                var frame = frame(pictures.getFirst());
                packed.pack(pictures.get(i), frame);
                frame.pts(times.applyAsLong(i));
                Libav.check(avcodec_send_frame(context, frame), "encoding");
                av_frame_free(frame);
                drain(context, muxer, packet);
            }
            avcodec_send_frame(context, null);
            drain(context, muxer, packet);
            av_write_trailer(muxer);
        } finally {
            av_packet_free(packet);
            avio_closep(muxer.pb());
            avformat_free_context(muxer);
            avcodec_free_context(context);
        }
    }

    private AVCodecContext opened(Picture like) throws Exception {
        var codec = avcodec_find_encoder_by_name(encoder);
        var context = avcodec_alloc_context3(codec);
        context.width(like.width()).height(like.height()).pix_fmt(av_get_pix_fmt(layout));
        context.time_base(Libav.TICKS).framerate(av_make_q(25, 1)).thread_count(1);
        context.bit_rate(2_000_000);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        try (var options =
                new Options().with("preset", "ultrafast").with("crf", "12").with("cpu-used", "8")) {
            Libav.check(avcodec_open2(context, codec, options.dictionary()), "opening " + encoder);
        }
        return context;
    }

    private AVFrame frame(Picture like) throws Exception {
        var frame = av_frame_alloc();
        frame.width(like.width());
        frame.height(like.height());
        frame.format(av_get_pix_fmt(layout));
        Libav.check(av_frame_get_buffer(frame, 0), "a picture");
        return frame;
    }

    private static void drain(AVCodecContext context, AVFormatContext muxer, AVPacket packet) throws Exception {
        while (avcodec_receive_packet(context, packet) >= 0) {
            av_packet_rescale_ts(packet, context.time_base(), muxer.streams(0).time_base());
            packet.duration(1);
            Libav.check(av_interleaved_write_frame(muxer, packet), "a packet");
        }
    }
}
