package io.headrace.models.runner.session;

import io.headrace.media.MediaTime;
import io.headrace.media.ts.WrappedTime;

/**
 * Where the output of another runner ended. Times are compared as the 33 bits that a transport stream has of them: the two
 * sides may have unrolled them differently.
 *
 * @param after presentation time of the last picture that the viewers have, in 1/90000 s
 */
record ResumePoint(long after) {

    /** Whether the viewers have that picture. */
    boolean covers(MediaTime presentation) {
        return WrappedTime.distance(presentation.ticks(), after) <= 0;
    }
}
