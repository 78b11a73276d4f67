package io.headrace.benchmarks.requests;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** How long many things took, each kept to the nanosecond. Any thread. */
final class Delays {

    private static final double NANOS_IN_A_MILLISECOND = 1e6;

    /** Guarded by this: the first {@link #count} are taken. */
    private long[] nanos = new long[1_024];

    /** Guarded by this. */
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count] = took;
        count++;
    }

    synchronized int count() {
        return count;
    }

    /** The least number of milliseconds that so large a share did not exceed; not a number when nothing was added. */
    synchronized double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / NANOS_IN_A_MILLISECOND;
    }

    Spread spread() {
        return new Spread(millis(0.5), millis(0.9), millis(0.99));
    }

    /** In milliseconds. */
    record Spread(double p50, double p90, double p99) {

        String text() {
            return String.format(Locale.ROOT, "%.2f / %.2f / %.2f ms", p50, p90, p99);
        }

        void addTo(Map<String, Double> found, String name) {
            found.put(name + "P50Ms", p50);
            found.put(name + "P90Ms", p90);
            found.put(name + "P99Ms", p99);
        }

        Spread minus(Spread other) {
            return new Spread(p50 - other.p50, p90 - other.p90, p99 - other.p99);
        }
    }
}
