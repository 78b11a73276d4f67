package io.headrace.benchmarks.soak;

import java.util.Collection;
import java.util.Optional;

/**
 * How values are spread: the smallest of them that at least half, or 99 in a hundred, do not exceed.
 *
 * @param count how many there were, at least one
 */
record Quantiles(int count, double p50, double p99, double max) {

    /** Empty without values. */
    static Optional<Quantiles> of(Collection<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Optional.of(
                new Quantiles(sorted.length, rank(sorted, 0.5), rank(sorted, 0.99), sorted[sorted.length - 1]));
    }

    private static double rank(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
