package io.headrace.media.cut;

import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import java.time.Duration;

/**
 * A piece of a live stream, complete and decodable by itself: it begins with a keyframe.
 *
 * @param bytes MPEG-TS with its tables in front
 * @param start presentation time of its first picture
 * @param duration to the first picture of the next segment, or to the end of the last picture
 * @param pictures how many it holds
 * @param width of the pictures, as coded
 * @param hasSound whether a sound stream is beside the pictures
 * @param discontinuity whether its times or its parameters do not follow those of the segment before
 */
public record CutSegment(
        MediaBytes bytes,
        MediaTime start,
        Duration duration,
        VideoCodec codec,
        long pictures,
        int width,
        int height,
        boolean hasSound,
        boolean discontinuity) {}
