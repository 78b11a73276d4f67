package io.headrace.media.verify;

/**
 * Where honest ends. The defaults were measured over clips of all kinds, with every encoder and preset at hand;
 * {@code docs/benchmarks.md} says how near honest renditions come.
 *
 * @param matched least part of the looked-at pictures that a rendition must have, above 0 to 1
 * @param distance most luma distance in levels, above the honest encoding's own
 * @param clear decibels above which more likeness is not seen, so that none is asked for
 * @param loss most likeness lost on average against the honest encoding, in decibels
 * @param blackLevel mean luma up to which a picture shows nothing
 */
public record Thresholds(double matched, double distance, double clear, double loss, double blackLevel) {

    public static final Thresholds DEFAULT = new Thresholds(0.5, 8, 42, 4.5, 20);

    public Thresholds {
        if (!(matched > 0 && matched <= 1) || !(distance > 0) || !(clear > 0) || !(loss > 0) || !(blackLevel >= 0)) {
            throw new IllegalArgumentException("Thresholds are positive, and a part at most 1: matched " + matched
                    + ", distance " + distance + ", clear " + clear + ", loss " + loss + ", black level "
                    + blackLevel);
        }
    }
}
