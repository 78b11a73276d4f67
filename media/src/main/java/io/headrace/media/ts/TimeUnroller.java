package io.headrace.media.ts;

import io.headrace.media.MediaTime;

/**
 * Makes times that begin anew each 2³³ ticks (26.5 hours) run on: each is taken for the nearest to the last one. One
 * for all PIDs of a program, so that their times stay together.
 */
final class TimeUnroller {

    private long last;
    private boolean began;

    /** The decoding time of a unit; the next times are near to it. */
    MediaTime follow(long raw) {
        last = began ? near(raw).ticks() : raw;
        began = true;
        return new MediaTime(last);
    }

    /** A time beside the last decoding time. */
    MediaTime near(long raw) {
        return new MediaTime(WrappedTime.nearest(raw, last));
    }
}
