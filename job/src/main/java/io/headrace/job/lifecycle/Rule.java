package io.headrace.job.lifecycle;

/**
 * One transition that may be made.
 *
 * @param row of the network's own diagram, 1 to 22; empty text for one of ours
 * @param shownFrom the network's name of the state left, where ours differs
 * @param shownTo the network's name of the state entered, where ours differs
 * @param cause in a few words
 */
public record Rule(
        Part part, String from, String event, String to, String row, String shownFrom, String shownTo, String cause) {

    /** Whose transition it is. */
    public enum Part {
        JOB,
        UNIT
    }

    public boolean ours() {
        return row.isEmpty();
    }
}
