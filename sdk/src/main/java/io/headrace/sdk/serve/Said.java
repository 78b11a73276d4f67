package io.headrace.sdk.serve;

/** What a run has said. */
sealed interface Said {
    record Progress(double share, String note) implements Said {}

    /**
     * @param json the output, or the next element of it; one line
     * @param units that the run had reported when it gave it; 0 for none
     */
    record Element(String json, long units) implements Said {}

    /** @param units in the unit of the definition */
    record Ended(long units) implements Said {}

    record Failed(Failure failure) implements Said {}

    /** Nothing, for as long as one was willing to wait. */
    record Nothing() implements Said {}
}
