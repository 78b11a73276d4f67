package io.headrace.trickle;

/** What a request to write a segment meets. */
public sealed interface Publication {
    record Open(SegmentWriter writer) implements Publication {}

    /** That segment is closed, or too old for the ring. */
    record TooLate(long seq, long head) implements Publication {}

    /** A negative number that has no meaning for publishers, or one beyond {@link Seq#MAX}. */
    record Unsupported(long asked) implements Publication {}

    record TooManyWriters(int limit) implements Publication {}

    record ChannelEnded(long seq) implements Publication {}
}
