package io.headrace.job;

/**
 * Units that were left out because nobody could work on their input.
 *
 * @param all of them, since the job began
 * @param inSuccession those since a unit was last published
 */
public record Skips(long all, int inSuccession) {

    public static final Skips NONE = new Skips(0, 0);

    /** One more is left out. */
    public Skips more() {
        return new Skips(all + 1, inSuccession + 1);
    }

    /** A unit is published. */
    public Skips interrupted() {
        return new Skips(all, 0);
    }
}
