package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.ts.WrappedTime;

/**
 * Brings the times of one session's output onto the source's clock. Runners keep the times of the pictures they were
 * given, as far as the 33 bits of a transport stream reach; those that count from a beginning of their own are moved so that their first
 * picture belongs to the first one that they were sent, and so are those that begin anew in the middle.
 *
 * <p>Pure; for one thread.
 */
final class SessionClock {

    /** Output further from the input than this is on another clock: 30 s. */
    private static final long PLAUSIBLE = 30L * MediaTime.TICKS_PER_SECOND;

    private long offset;

    /**
     * @param unit as it came
     * @param newest presentation time of the source's newest picture
     * @param begin where output on a clock of its own belongs: the first picture that the session was sent, or the one
     *     after the last that it gave
     */
    AccessUnit onSourceClock(AccessUnit unit, long newest, long begin) {
        long raw = unit.presentation().ticks();
        if (Math.abs(raw + offset - newest) > PLAUSIBLE) {
            long nearest = WrappedTime.nearest(raw, newest) - raw;
            offset = Math.abs(raw + nearest - newest) <= PLAUSIBLE ? nearest : begin - raw;
        }
        return offset == 0 ? unit : moved(unit);
    }

    /** Of a stream without a source: the session's output begins there. */
    AccessUnit beginningAt(AccessUnit unit, long begin) {
        offset = begin - unit.presentation().ticks();
        return moved(unit);
    }

    /** Of a stream without a source: the session's output goes on, also when it counts anew. */
    AccessUnit goingOn(AccessUnit unit, long next) {
        return Math.abs(unit.presentation().ticks() + offset - next) > PLAUSIBLE
                ? beginningAt(unit, next)
                : moved(unit);
    }

    private AccessUnit moved(AccessUnit unit) {
        return switch (unit) {
            case Picture picture ->
                new Picture(
                        picture.codec(),
                        moved(picture.presentation()),
                        moved(picture.decoding()),
                        picture.keyframe(),
                        picture.bytes());
            case Sound sound -> new Sound(sound.codec(), moved(sound.presentation()), sound.bytes());
        };
    }

    private MediaTime moved(MediaTime time) {
        return new MediaTime(time.ticks() + offset);
    }
}
