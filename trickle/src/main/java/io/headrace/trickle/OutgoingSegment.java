package io.headrace.trickle;

import java.nio.ByteBuffer;

/** A segment that is being written, by one thread. */
public interface OutgoingSegment extends AutoCloseable {
    long seq();

    /** Sends all that remains in {@code chunk}; readers get it before the segment is finished. */
    void write(ByteBuffer chunk) throws TrickleException, InterruptedException;

    /** The segment is complete. */
    void finish() throws TrickleException, InterruptedException;

    /** Gives up what is not finished: readers find its end where it is. */
    @Override
    void close();
}
