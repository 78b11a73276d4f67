package io.headrace.admin.metrics;

import java.util.function.DoubleSupplier;

/** Where a node says how its present state is read. One that is never bound is not shown. */
public interface Gauges {

    /**
     * @param now called by whoever scrapes, on any thread; must not block; what it throws, or NaN, reads as not known
     * @throws IllegalStateException for a second one
     */
    void bind(Reading reading, DoubleSupplier now);
}
