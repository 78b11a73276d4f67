package io.headrace.media.cut;

import io.headrace.media.MediaTime;
import io.headrace.media.codec.SequenceFormat;
import java.util.Optional;

/** Where a picture of a live stream belongs. */
public sealed interface Place {

    /**
     * A segment begins with it. One that is open ends at its presentation time.
     *
     * @param discontinuity whether its times or its parameters do not follow those of the segment before
     */
    record Begins(SequenceFormat.Parsed format, boolean discontinuity) implements Place {}

    /** In the open segment. */
    record Continues() implements Place {}

    /** In none: there is no segment before a keyframe. */
    record Outside() implements Place {}

    /**
     * Its times do not follow those of the picture before.
     *
     * @param end when the last picture of the open segment ends, if one is open
     * @param then where the picture belongs after that
     */
    record Jumps(Optional<MediaTime> end, Place then) implements Place {}

    /** The stream cannot be cut. */
    record Unfit(Cut.Failure why) implements Place {}
}
