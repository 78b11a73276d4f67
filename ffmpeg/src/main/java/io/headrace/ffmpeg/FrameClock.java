package io.headrace.ffmpeg;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaTime;

/**
 * Puts frames on the grid of a frame rate. The grid is anchored at time zero of the stream, not at the segment's first
 * frame, so that the last frame of one segment and the first of the next are one step apart whoever made them.
 */
record FrameClock(FrameRate rate) {

    /** Half a step is rounded down, and a little more: 60 to 30 keeps every other frame in spite of rounded timestamps. */
    private static final int BIAS_PERCENT = 40;

    /** The grid's place that a frame at this time takes. */
    long index(long ticks) {
        var hundredths = Math.multiplyExact(Math.multiplyExact(ticks, (long) rate.numerator()), 100L);
        long step = 100L * MediaTime.TICKS_PER_SECOND * rate.denominator();
        long bias = (long) BIAS_PERCENT * MediaTime.TICKS_PER_SECOND * rate.denominator();
        return Math.floorDiv(hundredths + bias, step);
    }

    /** The time of a place, rounded to the nearest tick. */
    long ticks(long index) {
        long scaled = Math.multiplyExact(index, (long) MediaTime.TICKS_PER_SECOND * rate.denominator());
        return Math.floorDiv(scaled + rate.numerator() / 2, rate.numerator());
    }
}
