package io.headrace.media.ts;

/** Times as transport streams tell them: the last 33 bits of a count of 1/90000 s, which begins anew after 26.5 hours. */
public final class WrappedTime {

    private static final int UNUSED_BITS = Long.SIZE - TsFormat.TIME_BITS;

    private WrappedTime() {}

    /** What is told of a time: 0 to 2³³ − 1. */
    public static long told(long ticks) {
        return ticks << UNUSED_BITS >>> UNUSED_BITS;
    }

    /** How far a time lies after another, the shorter way round: −2³² to 2³² − 1. */
    public static long distance(long ticks, long from) {
        return (ticks - from) << UNUSED_BITS >> UNUSED_BITS;
    }

    /** The time of which the same is told that lies nearest to another. */
    public static long nearest(long ticks, long to) {
        return to + distance(ticks, to);
    }
}
