package io.headrace.benchmarks.requests;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A histogram as a node shows it at {@code /metrics}.
 *
 * @param upTo how many took no longer than so many seconds, by that bound; the last bound is infinite
 */
record BucketCounts(NavigableMap<Double, Double> upTo) {

    private static final double MILLISECONDS = 1_000;

    BucketCounts {
        upTo = new TreeMap<>(upTo);
    }

    /** @throws IllegalArgumentException when nothing of that name is shown */
    static BucketCounts parse(String metrics, String name) {
        var line =
                Pattern.compile("(?m)^" + Pattern.quote(name + "_bucket") + "\\{[^}]*\\ble=\"([^\"]+)\"[^}]*} (\\S+)");
        var found = new TreeMap<Double, Double>();
        line.matcher(metrics)
                .results()
                .forEach(each -> found.merge(bound(each.group(1)), Double.valueOf(each.group(2)), Double::sum));
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No histogram " + name + " is shown");
        }
        return new BucketCounts(found);
    }

    private static double bound(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** What was counted since then. */
    BucketCounts since(BucketCounts earlier) {
        var left = new TreeMap<Double, Double>();
        upTo.forEach((bound, count) -> left.put(bound, count - earlier.upTo.getOrDefault(bound, 0.0)));
        return new BucketCounts(left);
    }

    double count() {
        return upTo.lastEntry().getValue();
    }

    /**
     * About how many milliseconds so large a share did not exceed: within a bucket all are taken to be spread evenly. Not a
     * number when nothing was counted; the last finite bound for what lies beyond it.
     */
    double millis(double share) {
        double wanted = share * count();
        double below = 0;
        double from = 0;
        for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
            double within = bucket.getValue() - below;
            if (within > 0 && bucket.getValue() >= wanted) {
                double to = Double.isInfinite(bucket.getKey()) ? from : bucket.getKey();
                return MILLISECONDS * (from + (to - from) * (wanted - below) / within);
            }
            below = bucket.getValue();
            from = bucket.getKey();
        }
        return Double.NaN;
    }

    Delays.Spread spread() {
        return new Delays.Spread(millis(0.5), millis(0.9), millis(0.99));
    }
}
