package io.headrace.models.frame;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.YuvPicture;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * What a line does before its first picture, if it has the time: it works on pictures of its own, a bar that moves, so that
 * no code, native or not, runs for the first time on a picture that somebody waits for.
 */
public final class Rehearsal {

    /** After so many, code runs as it will. */
    private static final int PICTURES = 120;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int BAR = 16;
    private static final int KEYFRAME_EVERY = 30;
    private static final int TICKS = 3_000;
    private static final byte DARK = 40;
    private static final byte BRIGHT = (byte) 200;

    private Rehearsal() {}

    /**
     * @param line is used for nothing else; the caller closes it
     * @param goesOn asked before each picture
     * @return whether it went on to its end
     */
    public static boolean run(FrameLine line, LineSettings settings, BooleanSupplier goesOn) throws FrameException {
        var like = av_frame_alloc();
        try (var bars = new YuvPicture();
                var camera = new PictureOutlet(settings)) {
            for (int number = 0; number < PICTURES; number++) {
                if (!goesOn.getAsBoolean()) {
                    return false;
                }
                like.pts((long) number * TICKS);
                var picture = bars.writable(WIDTH, HEIGHT, like);
                paint(picture, number);
                boolean keyframe = number % KEYFRAME_EVERY == 0;
                var coded = camera.encode(picture, keyframe);
                if (coded.isPresent()) {
                    line.process(coded.get(), keyframe);
                }
            }
            return true;
        } catch (LibavException failure) {
            throw new FrameException("Pictures to rehearse with cannot be made: " + failure.getMessage(), failure);
        } finally {
            av_frame_free(like);
        }
    }

    private static void paint(AVFrame picture, int number) {
        for (int plane = 0; plane < 3; plane++) {
            int rows = plane == 0 ? HEIGHT : HEIGHT / 2;
            int width = plane == 0 ? WIDTH : WIDTH / 2;
            var row = new byte[width];
            for (int x = 0; x < width; x++) {
                row[x] = (x + number) / BAR % 2 == 0 ? DARK : BRIGHT;
            }
            for (int y = 0; y < rows; y++) {
                picture.data(plane).position((long) y * picture.linesize(plane)).put(row);
            }
        }
    }
}
