package io.headrace.gateway.intake;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.media.cut.CutSegment;
import java.time.Duration;

/**
 * A segment of a stream that has just come, whole.
 *
 * @param start of its first picture, in the stream's own clock
 * @param discontinuity whether its times or its parameters do not follow those of the one before
 */
public record Arrival(
        MediaBytes bytes,
        Container container,
        MediaTime start,
        Duration duration,
        VideoCodec codec,
        long frames,
        int width,
        int height,
        boolean discontinuity) {

    /** As the segmenter made it. */
    public static Arrival of(CutSegment cut) {
        return new Arrival(
                cut.bytes(),
                Container.MPEG_TS,
                cut.start(),
                cut.duration(),
                cut.codec(),
                cut.pictures(),
                cut.width(),
                cut.height(),
                cut.discontinuity());
    }
}
