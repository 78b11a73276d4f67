package io.headrace.models.batch.picture;

import io.headrace.models.frame.Frame;

/** The way between pictures and the frames that live video is worked on as. */
public final class Frames {

    private static final float WHITE = 255;

    private Frames() {}

    /** @return to be closed by the caller */
    public static Frame frame(Picture picture) {
        var frame = Frame.allocate(picture.width(), picture.height());
        var samples = frame.buffer();
        byte[] packed = picture.samples();
        for (int colour = 0; colour < Picture.COLOURS; colour++) {
            for (int i = 0, from = colour; i < picture.pixels(); i++, from += Picture.COLOURS) {
                samples.put((packed[from] & 0xff) / WHITE);
            }
        }
        return frame;
    }

    /** A copy; what is darker than black or lighter than white becomes so. */
    public static Picture picture(Frame frame) {
        var picture = Picture.black(frame.width(), frame.height());
        var samples = frame.buffer();
        byte[] packed = picture.samples();
        for (int colour = 0; colour < Picture.COLOURS; colour++) {
            for (int i = 0, to = colour; i < picture.pixels(); i++, to += Picture.COLOURS) {
                packed[to] = (byte) (int) (Math.clamp(samples.get(), 0f, 1f) * WHITE + 0.5f);
            }
        }
        return picture;
    }
}
