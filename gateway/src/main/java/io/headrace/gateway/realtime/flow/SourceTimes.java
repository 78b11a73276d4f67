package io.headrace.gateway.realtime.flow;

import java.util.TreeSet;

/**
 * When the source's pictures are shown, in 1/90000 s, as far as viewers have not passed them: by these it is counted what
 * did not come back. Bounded: of a source whose output does not come at all the oldest are forgotten.
 *
 * <p>For one thread.
 */
final class SourceTimes {

    static final int MAX = 4_096;

    /** Runners that count in other units are off by a tick or two: 1 ms. */
    private static final long TOLERANCE = 90;

    private final TreeSet<Long> times = new TreeSet<>();
    private long newest = Long.MIN_VALUE;

    void add(long ticks) {
        times.add(ticks);
        newest = Math.max(newest, ticks);
        if (times.size() > MAX) {
            times.pollFirst();
        }
    }

    /** Of all that came; {@link Long#MIN_VALUE} before the first. */
    long newest() {
        return newest;
    }

    /** How many pictures of the source lie between two of the output. */
    int between(long after, long before) {
        return after + TOLERANCE >= before - TOLERANCE
                ? 0
                : times.subSet(after + TOLERANCE, false, before - TOLERANCE, false)
                        .size();
    }

    /** How long before this one the source showed another picture; 0 when that is not known. */
    long step(long ticks) {
        Long before = times.lower(ticks - TOLERANCE);
        return before == null ? 0 : ticks - before;
    }

    /** Nobody will ask for what lies before this any more, but for the picture right before it. */
    void passed(long ticks) {
        Long kept = times.lower(ticks - TOLERANCE);
        if (kept != null) {
            times.headSet(kept, false).clear();
        }
    }
}
