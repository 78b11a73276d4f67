package io.headrace.trickle;

/**
 * Reads a channel segment by segment. Belongs to one thread. It never moves by itself but to the following number: after
 * {@link Arrival.Missed} the same number is asked for again unless the caller seeks another.
 */
public interface Subscriber extends AutoCloseable {
    /** Waits until the segment begins, or the channel ends. */
    Arrival next() throws TrickleException, InterruptedException;

    /** @param seq what to ask for next: a number, {@link Seq#NEXT} or {@link Seq#LATEST} */
    void seek(long seq);

    @Override
    void close();
}
