package io.headrace.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long each unit of a stream took from the arrival of its last byte until all its renditions could be played, in
 * seconds, put together from looks at the newest few. Looks overlap: what a look begins with and the one before ended
 * with is the same unit. Any thread.
 */
final class DelayLog {

    /** Guarded by this: of all units. */
    private final List<Double> seconds = new ArrayList<>();

    /** Guarded by this. */
    private List<Double> lastLook = List.of();

    /** @param newest of the last units, the newest last */
    synchronized void look(List<Double> newest) {
        seconds.addAll(newest.subList(overlap(lastLook, newest), newest.size()));
        lastLook = List.copyOf(newest);
    }

    /** The length of the longest end of the one that the other begins with. */
    private static int overlap(List<Double> before, List<Double> now) {
        int length = Math.min(before.size(), now.size());
        while (!before.subList(before.size() - length, before.size()).equals(now.subList(0, length))) {
            length--;
        }
        return length;
    }

    /** Empty before the first unit. */
    synchronized Optional<Quantiles> quantiles() {
        return Quantiles.of(seconds);
    }
}
