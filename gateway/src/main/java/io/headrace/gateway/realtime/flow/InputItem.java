package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import java.time.Duration;

/** The input as sessions are given it: a segment begins, goes on unit by unit, and ends. */
sealed interface InputItem {

    /**
     * @param start presentation time of its keyframe, which comes next
     * @param width shown, in pixels
     */
    record Begin(long seq, MediaTime start, int width, int height) implements InputItem {}

    record Unit(AccessUnit unit) implements InputItem {}

    /**
     * @param duration to the next segment's first picture, or to the end of the last one
     * @param pictures how many it has
     * @param width shown, in pixels
     * @param last the latest presentation time in it
     */
    record End(long seq, Duration duration, long pictures, int width, int height, MediaTime last)
            implements InputItem {}

    /** Of media. */
    default int bytes() {
        return this instanceof Unit(var unit) ? unit.bytes().length() : 0;
    }
}
