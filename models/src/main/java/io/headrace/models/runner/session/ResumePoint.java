package io.headrace.models.runner.session;

import io.headrace.media.MediaTime;

/**
 * Where the output of another runner ended. Times are compared as the 33 bits that a transport stream has of them: the two
 * sides may have unrolled them differently.
 *
 * @param after presentation time of the last picture that the viewers have, in 1/90000 s
 */
record ResumePoint(long after) {

    private static final int UNUSED_BITS = Long.SIZE - 33;

    /** Whether the viewers have that picture. */
    boolean covers(MediaTime presentation) {
        return (presentation.ticks() - after) << UNUSED_BITS <= 0;
    }
}
