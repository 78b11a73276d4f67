package io.headrace.job;

/** Something the job itself waits for, though not for ever. */
public sealed interface Wait {

    /** The answer to a round of discovery. */
    record ForCandidates(int round) implements Wait {}

    /** The pause before that round of discovery. */
    record BeforeRound(int round) implements Wait {}

    record ForSession(int session) implements Wait {}

    /** Money, while Drained. */
    record ForFunds() implements Wait {}

    /** The next unit of a source; {@code seq} is the one that is missing. */
    record ForSource(long seq) implements Wait {}
}
