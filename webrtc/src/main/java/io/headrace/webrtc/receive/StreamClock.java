package io.headrace.webrtc.receive;

import io.headrace.media.MediaTime;
import java.util.Optional;

/**
 * Puts the 32-bit numbers of a stream's own clock onto the session's, which has 1/90000 s and begins with the session.
 * Each stream's first packet stands where it arrived; so do those after a jump that no stream makes. A stream that
 * {@linkplain #belongs belongs elsewhere} goes there by slightly longer or shorter steps. Times go forward only. For one
 * thread.
 */
final class StreamClock {

    private static final long LONGEST_JUMP = 10L * MediaTime.TICKS_PER_SECOND;

    /** A step is a tenth longer or shorter at most, which leaves 20 ms of sound distinct from its neighbours. */
    private static final int LEAST_STEPS_PER_SHIFT = 10;

    private final long startNanos;
    private final int rate;
    private boolean begun;
    private int last;
    private long ticks;
    private long owed;

    /** @param rate of the stream's own clock, a divisor of 90000 times 8: 48000 or 90000 */
    StreamClock(long startNanos, int rate) {
        this.startNanos = startNanos;
        this.rate = rate;
    }

    /** @param nowNanos when it arrived */
    MediaTime at(int timestamp, long nowNanos) {
        long step = since(timestamp);
        if (begun && step >= 0 && step <= LONGEST_JUMP) {
            ticks += step + shift(step / LEAST_STEPS_PER_SHIFT);
        } else {
            ticks = Math.max(ticks + (begun ? 1 : 0), arrival(nowNanos));
            owed = 0;
        }
        begun = true;
        last = timestamp;
        return new MediaTime(ticks);
    }

    private long shift(long most) {
        long shifted = Math.clamp(owed, -most, most);
        owed -= shifted;
        return shifted;
    }

    /** Where such a number would stand now; nothing before the first packet, or far from the last one. */
    Optional<MediaTime> standing(int timestamp) {
        long step = since(timestamp);
        return begun && Math.abs(step) <= LONGEST_JUMP ? Optional.of(new MediaTime(ticks + step)) : Optional.empty();
    }

    /** Such a number belongs there; what is too far from where it stands is not believed. */
    void belongs(int timestamp, MediaTime there) {
        standing(timestamp)
                .map(here -> there.ticks() - here.ticks())
                .filter(apart -> Math.abs(apart) <= LONGEST_JUMP)
                .ifPresent(apart -> owed = apart);
    }

    private long since(int timestamp) {
        return (long) (timestamp - last) * MediaTime.TICKS_PER_SECOND / rate;
    }

    private long arrival(long nowNanos) {
        return Math.max(0, nowNanos - startNanos) / 1_000 * MediaTime.TICKS_PER_SECOND / 1_000_000;
    }
}
