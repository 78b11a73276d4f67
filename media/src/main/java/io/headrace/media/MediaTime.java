package io.headrace.media;

import java.time.Duration;

/**
 * A moment on a stream's own clock, in 1/90000 s: the unit of MPEG-TS, in which boundaries between segments are
 * exact. A segment keeps the moments of its source, so that pieces made by different workers fit together.
 */
public record MediaTime(long ticks) implements Comparable<MediaTime> {

    public static final int TICKS_PER_SECOND = 90_000;
    public static final MediaTime ZERO = new MediaTime(0);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public static MediaTime of(Duration sinceZero) {
        return new MediaTime(Math.addExact(
                Math.multiplyExact(sinceZero.toSeconds(), (long) TICKS_PER_SECOND),
                (sinceZero.toNanosPart() * (long) TICKS_PER_SECOND + NANOS_PER_SECOND / 2) / NANOS_PER_SECOND));
    }

    /** How much later this is than {@code earlier}; negative when it is not. */
    public Duration since(MediaTime earlier) {
        return duration(Math.subtractExact(ticks, earlier.ticks));
    }

    public MediaTime plus(Duration more) {
        return new MediaTime(Math.addExact(ticks, of(more).ticks));
    }

    /** So many ticks as a duration, rounded to the nanosecond. */
    public static Duration duration(long ticks) {
        long seconds = Math.floorDiv(ticks, TICKS_PER_SECOND);
        long rest = Math.floorMod(ticks, TICKS_PER_SECOND);
        return Duration.ofSeconds(seconds, (rest * NANOS_PER_SECOND + TICKS_PER_SECOND / 2) / TICKS_PER_SECOND);
    }

    @Override
    public int compareTo(MediaTime other) {
        return Long.compare(ticks, other.ticks);
    }
}
