package io.headrace.media.verify;

/** What a comparison of a rendition with its source says. */
public sealed interface Verdict {

    /**
     * What an honest worker could have returned.
     *
     * @param distance mean luma distance to the source, in levels
     * @param loss mean likeness lost against an honest encoding, in decibels; negative for a better one
     */
    record Same(double distance, double loss) implements Verdict {}

    /**
     * No honest worker returns this.
     *
     * @param sentence for people: what was measured and what the limits are
     */
    record Different(Kind kind, String sentence) implements Verdict {}

    /** In what way. */
    enum Kind {
        /** The rendition cannot be read, or has too few pictures at the source's times. */
        UNMATCHED,
        /** Nothing is shown where the source shows something. */
        BLACK,
        /** Something else is shown. */
        FOREIGN,
        /** The same is shown, far worse than the profile allows. */
        DEGRADED
    }
}
