package io.headrace.trickle;

/** What a subscriber meets next. */
public sealed interface Arrival {
    /** It may be empty, and it may still be growing. To be closed. */
    record Segment(IncomingSegment segment) implements Arrival {}

    /**
     * That segment is not to be had.
     *
     * @param head the number of the segment that is written next: less than {@code asked} if the subscriber is ahead of
     *     the publisher, more if it fell behind
     */
    record Missed(long asked, long head) implements Arrival {
        /** Where most of what can still be read is read: the segment that began last, or the same one again if it is to come. */
        public long resumeAt() {
            return head > asked ? Math.max(asked + 1, head - 1) : asked;
        }
    }

    record Ended() implements Arrival {}
}
