package io.headrace.webrtc.receive;

import io.headrace.media.MediaTime;

/**
 * Puts the 32-bit numbers of a stream's own clock onto the session's, which has 1/90000 s and begins with the session.
 * Each stream's first packet stands where it arrived; so do those after a jump that no stream makes. Times go forward only.
 * For one thread.
 */
final class StreamClock {

    private static final int LONGEST_JUMP_S = 10;

    private final long startNanos;
    private final int rate;
    private boolean begun;
    private int last;
    private long ticks;

    /** @param rate of the stream's own clock, a divisor of 90000 times 8: 48000 or 90000 */
    StreamClock(long startNanos, int rate) {
        this.startNanos = startNanos;
        this.rate = rate;
    }

    /** @param nowNanos when it arrived */
    MediaTime at(int timestamp, long nowNanos) {
        long step = (long) (timestamp - last) * MediaTime.TICKS_PER_SECOND / rate;
        boolean follows = begun && step >= 0 && step <= (long) LONGEST_JUMP_S * MediaTime.TICKS_PER_SECOND;
        ticks = follows ? ticks + step : Math.max(ticks + (begun ? 1 : 0), arrival(nowNanos));
        begun = true;
        last = timestamp;
        return new MediaTime(ticks);
    }

    private long arrival(long nowNanos) {
        return Math.max(0, nowNanos - startNanos) / 1_000 * MediaTime.TICKS_PER_SECOND / 1_000_000;
    }
}
