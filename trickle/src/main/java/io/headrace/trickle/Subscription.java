package io.headrace.trickle;

/** What a request to read a segment meets. */
public sealed interface Subscription {
    /**
     * @param head when it was asked for; equal to the reader's number if the segment had not begun
     */
    record Open(SegmentReader reader, long head) implements Subscription {}

    /** Gone from the ring, or ahead of the live edge. */
    record Missing(long asked, long head) implements Subscription {}

    /** A negative number that has no meaning for subscribers, or one beyond {@link Seq#MAX}. */
    record Unsupported(long asked) implements Subscription {}

    record TooManyReaders(int limit) implements Subscription {}

    record ChannelEnded(long asked, long head) implements Subscription {}
}
