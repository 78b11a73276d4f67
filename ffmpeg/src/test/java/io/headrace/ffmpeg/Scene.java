package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Preset;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Pictures on which comparisons of video go wrong. The same seed and number always give the same picture. */
enum Scene {
    BLACK {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            Arrays.fill(row, (byte) 16);
        }
    },
    /** From film to black within two seconds. */
    FADE {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            double light = Math.max(0, 1 - n / 60.0);
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) (16 + light * (texture(x + 2 * n, y + n, seed) - 16));
            }
        }
    },
    /** Every pixel of every picture anew. */
    NOISE {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            new Random(seed * 1_000_003 + n * 4_099 + y).nextBytes(row);
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) (64 + (row[x] & 0x7f));
            }
        }
    },
    STILL {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) texture(x, y, seed);
            }
        }
    },
    /** Black strokes on white that climb by three rows a picture, as credits do. */
    TEXT {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            long line = (y + 3 * n) / 16;
            long within = (y + 3 * n) % 16;
            for (int x = 0; x < row.length; x++) {
                boolean ink = within < 11 && stroke(x % 10, within, hash(seed + line * 977 + x / 10));
                row[x] = (byte) (ink ? 24 : 225);
            }
        }
    },
    /** A texture that wanders, and something bright that crosses it. */
    FILM {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) texture(x + 2 * n + 97 * seed, y + n + 31 * seed, seed);
            }
            long top = (3 * n + 40 * seed) % height;
            if (y >= top && y < top + height / 6) {
                int left = (int) ((5 * n + 70 * seed) % row.length);
                Arrays.fill(row, left, Math.min(row.length, left + height / 6), (byte) 230);
            }
        }
    },
    /** Dark, with little in it. */
    NIGHT {
        @Override
        void row(byte[] row, int y, int height, long n, long seed) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) (18 + (texture(x + n, y, seed) - 16) / 10);
            }
        }
    };

    abstract void row(byte[] row, int y, int height, long n, long seed);

    /** A segment of H.264 in MPEG-TS that begins at {@code seed} × 2 s. */
    MediaBytes segment(int width, int height, int perSecond, int frames, long seed) throws Exception {
        return segment(width, height, perSecond, frames, seed, VideoCodec.H264);
    }

    MediaBytes segment(int width, int height, int perSecond, int frames, long seed, VideoCodec codec) throws Exception {
        var rate = FrameRate.of(perSecond);
        var profile = new Profile(
                "scene",
                width,
                height,
                0,
                rate,
                Container.MPEG_TS,
                codec,
                CodecProfile.DEFAULT,
                new Gop.EncoderDefault(),
                20);
        var size = new RenditionSize(width, height);
        var packet = av_packet_alloc();
        try (var pictures = new Frames(width, height, AV_PIX_FMT_YUV420P);
                var encoder = Encoder.open(profile, size, Preset.SUPERFAST, draw(pictures, 0, seed), rate, 2);
                var output = Output.segment(Container.MPEG_TS)) {
            encoder.addTo(output);
            output.begin();
            for (int n = 0; n < frames; n++) {
                var frame = draw(pictures, n, seed);
                frame.pts(180_000 * (seed + 1) + 90_000L * n / perSecond);
                frame.pict_type(n == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
                encoder.send(frame);
                write(encoder, output, packet);
            }
            encoder.drain();
            write(encoder, output, packet);
            return output.finishBytes();
        } finally {
            av_packet_free(packet);
        }
    }

    private static void write(Encoder encoder, Output output, AVPacket packet) throws LibavException {
        while (encoder.receive(packet)) {
            output.write(packet, 0, Libav.TICKS);
        }
    }

    private AVFrame draw(Frames pictures, long n, long seed) throws LibavException {
        var frame = pictures.free();
        frame.color_range(AVCOL_RANGE_MPEG);
        byte[] row = new byte[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            row(row, y, frame.height(), n, seed);
            frame.data(0).position((long) y * frame.linesize(0)).put(row, 0, row.length);
        }
        Arrays.fill(row, (byte) 128);
        for (int plane = 1; plane <= 2; plane++) {
            for (int y = 0; y < frame.height() / 2; y++) {
                frame.data(plane).position((long) y * frame.linesize(plane)).put(row, 0, row.length / 2);
            }
        }
        return frame;
    }

    /** From 16 to 235: waves of several lengths, and edges. */
    private static int texture(long x, long y, long seed) {
        double wave = wave(x / 20.0 + seed) + wave((x + 2 * y) / 41.0 - seed) + wave(y / 3.1 + x / 5.3) / 2;
        long grain = hash(x * 8191 + y * 131) % 12;
        boolean edge = ((x / 24) ^ (y / 24)) % 3 == 0;
        return (int) Math.clamp(Math.round(118 + 32 * wave + grain + (edge ? 28 : 0)), 16L, 235L);
    }

    /** A triangle of the period and height of a sine, which costs much less. */
    private static double wave(double phase) {
        double turns = phase / (2 * Math.PI);
        return 4 * Math.abs(turns - Math.floor(turns) - 0.5) - 1;
    }

    private static boolean stroke(int column, long row, long letter) {
        return column < 8 && ((letter >> (column / 2 + 4 * (row / 3))) & 1) == 1;
    }

    private static long hash(long of) {
        long mixed = (of + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ (mixed >>> 29)) & Long.MAX_VALUE;
    }
}
