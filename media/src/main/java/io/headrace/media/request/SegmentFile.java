package io.headrace.media.request;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SourceSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A piece of the source that has just been written, complete.
 *
 * @param start its first frame's presentation time within the segment's own clock
 * @param offset where that is in the source, counted from the first frame
 * @param duration to the next segment's first frame, or to the end of the last frame
 */
public record SegmentFile(long seq, Path file, MediaTime start, Duration offset, Duration duration, long frames)
        implements MediaReply {

    /** Reads the bytes: what is dispatched. */
    public SourceSegment load() throws IOException {
        return new SourceSegment(seq, offset, duration, Container.MPEG_TS, MediaBytes.read(file));
    }
}
