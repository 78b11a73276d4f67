package io.headrace.rtmp.flv;

import io.headrace.media.MediaTime;

/**
 * Unrolls RTMP's 32-bit milliseconds, which begin again after 49.7 days. A step of less than half of that is taken as
 * it is, also backwards. All messages of a stream share one clock.
 */
final class StreamClock {
    static final int TICKS_PER_MS = MediaTime.TICKS_PER_SECOND / 1000;

    private boolean started;
    private long lastMs;

    /** The time of the next message, in milliseconds. */
    long unrolled(int timestamp) {
        lastMs = started ? lastMs + (timestamp - (int) lastMs) : Integer.toUnsignedLong(timestamp);
        started = true;
        return lastMs;
    }
}
