package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;

import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Pictures that move as film does: a smooth texture with a little grain wanders over the frame, and a bright square
 * crosses it. The same number always gives the same picture.
 */
final class Pattern implements AutoCloseable {

    private static final int SIDE = 512;
    private static final int GRAIN = 6;
    private static final int SEED = 7;

    private final int width;
    private final int height;
    private final byte[][] texture = texture();
    private final Frames frames;

    Pattern(int width, int height) {
        this.width = width;
        this.height = height;
        this.frames = new Frames(width, height, AV_PIX_FMT_YUV420P);
    }

    private static byte[][] texture() {
        var grain = new Random(SEED);
        var rows = new byte[SIDE][SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double wave = Math.sin(2 * Math.PI * x / 128) + Math.sin(2 * Math.PI * (x + 2 * y) / 256);
                rows[y][x] = (byte) (118 + 40 * wave + grain.nextInt(GRAIN));
            }
        }
        return rows;
    }

    /** A reference of the caller's own. */
    AVFrame draw(long number) throws LibavException {
        var frame = frames.free();
        frame.color_range(AVCOL_RANGE_MPEG);
        int wander = (int) (number * 2 % SIDE);
        for (int y = 0; y < height; y++) {
            byte[] row = row(texture[(y + wander / 2) % SIDE], wander, width);
            square(row, y, number);
            frame.data(0).position((long) y * frame.linesize(0)).put(row, 0, width);
        }
        colour(frame, 1, wander);
        colour(frame, 2, SIDE - wander);
        return av_frame_clone(frame);
    }

    private static byte[] row(byte[] from, int offset, int width) {
        byte[] row = new byte[width];
        for (int x = 0; x < width; ) {
            int start = (x + offset) % SIDE;
            int length = Math.min(SIDE - start, width - x);
            System.arraycopy(from, start, row, x, length);
            x += length;
        }
        return row;
    }

    private void square(byte[] row, int y, long number) {
        int side = Math.max(8, height / 6);
        int left = (int) (number * 5 % Math.max(1, width - side));
        int top = (int) (number * 3 % Math.max(1, height - side));
        if (y >= top && y < top + side) {
            Arrays.fill(row, left, Math.min(width, left + side), (byte) 230);
        }
    }

    private void colour(AVFrame frame, int plane, int phase) {
        byte[] row = new byte[width / 2];
        for (int x = 0; x < row.length; x++) {
            row[x] = (byte) (128 + 30 * Math.sin(2 * Math.PI * (x + phase) / SIDE));
        }
        for (int y = 0; y < height / 2; y++) {
            frame.data(plane).position((long) y * frame.linesize(plane)).put(row, 0, row.length);
        }
    }

    @Override
    public void close() {
        frames.close();
    }
}
