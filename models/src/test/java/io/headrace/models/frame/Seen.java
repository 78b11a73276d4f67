package io.headrace.models.frame;

import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.frame.FloatPlanes;
import io.headrace.ffmpeg.frame.LiveDecoder;
import io.headrace.ffmpeg.frame.PictureConverter;
import io.headrace.media.AccessUnit;
import io.headrace.media.VideoCodec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A decoded picture as a viewer sees it.
 *
 * @param rgb three planes, 0 to 1
 */
record Seen(long ticks, int width, int height, FloatBuffer rgb) {

    /** What a player makes of a stream, which it joins at its beginning. */
    static List<Seen> of(List<AccessUnit.Picture> coded) throws LibavException {
        var seen = new ArrayList<Seen>();
        try (var decoder = LiveDecoder.open(VideoCodec.H264, 4096L * 2304);
                var converter = new PictureConverter();
                var planes = new FloatPlanes()) {
            for (var picture : coded) {
                decoder.take(picture);
                look(decoder, converter, planes, seen);
            }
            decoder.drain();
            look(decoder, converter, planes, seen);
        }
        return seen;
    }

    static List<Seen> ofMade(List<Made> made) throws LibavException {
        return of(made.stream().map(Made::picture).toList());
    }

    private static void look(LiveDecoder decoder, PictureConverter converter, FloatPlanes planes, List<Seen> seen)
            throws LibavException {
        while (decoder.advance()) {
            seen.add(of(decoder.picture(), converter, planes));
        }
    }

    private static Seen of(AVFrame picture, PictureConverter converter, FloatPlanes planes) throws LibavException {
        try (var frame = Frame.allocate(picture.width(), picture.height())) {
            converter.convert(picture, planes.over(frame.memory(), frame.width(), frame.height()));
            var rgb = FloatBuffer.allocate(Frame.PLANES * frame.pixels())
                    .put(frame.buffer())
                    .flip();
            return new Seen(picture.pts(), frame.width(), frame.height(), rgb);
        }
    }

    /** Of one plane, over all its samples. */
    double mean(int plane) {
        int pixels = width * height;
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
            sum += rgb.get(plane * pixels + i);
        }
        return sum / pixels;
    }

    /** How far it is from another of its size, over all samples: the mean of absolute differences. */
    double distance(Seen other) {
        double sum = 0;
        for (int i = 0; i < rgb.limit(); i++) {
            sum += Math.abs(rgb.get(i) - other.rgb.get(i));
        }
        return sum / rgb.limit();
    }
}
