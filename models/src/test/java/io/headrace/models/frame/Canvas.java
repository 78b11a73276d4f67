package io.headrace.models.frame;

import io.headrace.media.MediaTime;

/** Frames that tests draw themselves. */
public final class Canvas {

    private Canvas() {}

    /** A colour for each place. */
    public interface Painter {
        /** @return red, green, blue */
        float[] at(int x, int y);
    }

    public static Frame paint(int width, int height, Painter painter) {
        var frame = Frame.allocate(width, height);
        var buffer = frame.buffer();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float[] colour = painter.at(x, y);
                for (int plane = 0; plane < Frame.PLANES; plane++) {
                    buffer.put(plane * frame.pixels() + y * width + x, colour[plane]);
                }
            }
        }
        frame.presentAt(new MediaTime(4711));
        return frame;
    }

    public static Frame plain(int width, int height, float red, float green, float blue) {
        return paint(width, height, (x, y) -> new float[] {red, green, blue});
    }

    /** Dark on the left, light on the right. */
    public static Frame step(int width, int height, float left, float right) {
        return paint(width, height, (x, y) -> {
            float value = x < width / 2 ? left : right;
            return new float[] {value, value, value};
        });
    }

    public static float sample(Frame frame, int plane, int x, int y) {
        return frame.buffer().get(plane * frame.pixels() + y * frame.width() + x);
    }

    public static float[] colour(Frame frame, int x, int y) {
        return new float[] {sample(frame, 0, x, y), sample(frame, 1, x, y), sample(frame, 2, x, y)};
    }
}
