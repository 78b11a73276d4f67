package io.headrace.models.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.Options;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A coded stream for tests: a grey ramp from left to right, in which a white bar wanders, with plain chroma.
 *
 * @param gop keyframes every so many pictures
 * @param bFrames in a row
 * @param start time of the first picture, in ticks
 * @param step from one picture to the next, in ticks
 */
record TestStream(int width, int height, int gop, int bFrames, long start, long step) {

    static final int CB = 108;
    static final int CR = 150;

    static TestStream of(int width, int height) {
        return new TestStream(width, height, 30, 0, 1_000_003, 3_003);
    }

    TestStream withBFrames(int count) {
        return new TestStream(width, height, gop, count, start, step);
    }

    TestStream startingAt(long ticks) {
        return new TestStream(width, height, gop, bFrames, ticks, step);
    }

    /** In decoding order. */
    List<AccessUnit.Picture> pictures(int count) throws LibavException {
        var context = open();
        var frame = av_frame_alloc();
        var packet = av_packet_alloc();
        try {
            frame.width(width);
            frame.height(height);
            frame.format(AV_PIX_FMT_YUV420P);
            Libav.check(av_frame_get_buffer(frame, 0), "a frame");
            var coded = new ArrayList<AccessUnit.Picture>();
            for (int n = 0; n < count; n++) {
                draw(frame, n);
                frame.pts(start + n * step);
                frame.pict_type(n % gop == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
                Libav.check(avcodec_send_frame(context, frame), "a frame");
                receive(context, packet, coded);
            }
            avcodec_send_frame(context, null);
            receive(context, packet, coded);
            return coded;
        } finally {
            av_packet_free(packet);
            av_frame_free(frame);
            avcodec_free_context(context);
        }
    }

    /** When they are shown, in that order. */
    List<Long> times(int count) {
        var times = new ArrayList<Long>();
        for (int n = 0; n < count; n++) {
            times.add(start + n * step);
        }
        return times;
    }

    private AVCodecContext open() throws LibavException {
        var name = avcodec_find_encoder_by_name("libx264") == null ? "libopenh264" : "libx264";
        var codec = avcodec_find_encoder_by_name(name);
        var context = avcodec_alloc_context3(codec);
        context.width(width);
        context.height(height);
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base(Libav.TICKS);
        context.framerate(av_make_q(30, 1));
        context.bit_rate(4_000_000);
        context.color_range(AVCOL_RANGE_MPEG);
        context.gop_size(1 << 20);
        context.max_b_frames(bFrames);
        context.thread_count(1);
        try (var options = new Options()) {
            options.with("preset", "veryfast").with("forced-idr", "1").with("x264-params", "scenecut=0:b-adapt=0");
            Libav.check(avcodec_open2(context, codec, options.dictionary()), name);
        }
        return context;
    }

    private void draw(AVFrame frame, int n) throws LibavException {
        Libav.check(av_frame_make_writable(frame), "a frame");
        byte[] row = new byte[width];
        int bar = Math.max(4, width / 16);
        int left = n * 4 % (width - bar);
        for (int x = 0; x < width; x++) {
            row[x] = (byte) (x >= left && x < left + bar ? 230 : 40 + 140 * x / width);
        }
        fill(frame, 0, row, height);
        for (int plane = 1; plane <= 2; plane++) {
            byte[] chroma = new byte[width / 2];
            Arrays.fill(chroma, (byte) (plane == 1 ? CB : CR));
            fill(frame, plane, chroma, height / 2);
        }
    }

    private static void fill(AVFrame frame, int plane, byte[] row, int rows) {
        for (int y = 0; y < rows; y++) {
            frame.data(plane).position((long) y * frame.linesize(plane)).put(row, 0, row.length);
        }
    }

    private static void receive(AVCodecContext context, AVPacket packet, List<AccessUnit.Picture> coded) {
        while (avcodec_receive_packet(context, packet) >= 0) {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            coded.add(new AccessUnit.Picture(
                    VideoCodec.H264,
                    new MediaTime(packet.pts()),
                    new MediaTime(packet.dts()),
                    (packet.flags() & AV_PKT_FLAG_KEY) != 0,
                    MediaBytes.owning(bytes)));
            av_packet_unref(packet);
        }
    }
}
