package io.headrace.job.selection;

/**
 * How far an orchestrator's results are believed, from what verification found in all jobs. It makes a score worse and
 * never better: whoever is new is as good as whoever was always right.
 *
 * @param factor above 0, at most 1, which is neutral
 */
public record Trust(double factor) {

    public static final Trust NEUTRAL = new Trust(1);

    /** About seven right results win back half of what one wrong one cost. */
    private static final double LOST_BY_MISMATCH = 0.75;

    private static final double WON_BY_MATCH = 0.1;
    private static final double LEAST = 0.01;

    public Trust {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("Trust is above 0 and at most 1, not " + factor);
        }
    }

    /** After a result that was not what was asked for. */
    public Trust mismatched() {
        return new Trust(Math.max(LEAST, factor * (1 - LOST_BY_MISMATCH)));
    }

    /** After a result that verification agreed with. */
    public Trust verified() {
        return new Trust(Math.min(1, factor + (1 - factor) * WON_BY_MATCH));
    }
}
