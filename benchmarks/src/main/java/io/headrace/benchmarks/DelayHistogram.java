package io.headrace.benchmarks;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How long things took, to a tenth of a millisecond, up to ten seconds. Any thread; cheap to add to. */
final class DelayHistogram {

    private static final int BUCKETS = 100_000;
    private static final long BUCKET_NANOS = 100_000;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);

    void add(long nanos) {
        counts.incrementAndGet(Math.clamp(nanos / BUCKET_NANOS, 0, BUCKETS - 1));
    }

    void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            counts.set(i, 0);
        }
    }

    /** The least number of milliseconds that so large a share did not exceed; not a number when nothing was added. */
    double millis(double share) {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts.get(i);
        }
        long left = (long) Math.ceil(all * share);
        for (int i = 0; i < BUCKETS && all > 0; i++) {
            left -= counts.get(i);
            if (left <= 0) {
                return (i + 1) * BUCKET_NANOS / 1e6;
            }
        }
        return Double.NaN;
    }
}
