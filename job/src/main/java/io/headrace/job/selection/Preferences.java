package io.headrace.job.selection;

/**
 * What makes one acceptable candidate better than another.
 *
 * @param priceWeight how much being twice as dear as the cheapest counts, in units of a latency score that is twice as bad;
 *     0 looks at latency alone
 * @param newcomerShare the share of choices, 0 to 1, that goes to somebody not yet known, so that the network
 *     learns about them
 */
public record Preferences(double priceWeight, double newcomerShare) {

    public static final Preferences DEFAULT = new Preferences(0.5, 0.1);

    public Preferences {
        if (!(priceWeight >= 0) || !(newcomerShare >= 0 && newcomerShare <= 1)) {
            throw new IllegalArgumentException(
                    "Price weight %s, share of newcomers %s".formatted(priceWeight, newcomerShare));
        }
    }
}
