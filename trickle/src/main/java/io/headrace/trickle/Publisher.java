package io.headrace.trickle;

import java.nio.ByteBuffer;

/**
 * Writes a channel segment by segment, in order and without gaps. Belongs to one thread; segments that it handed out may
 * be written by others meanwhile.
 */
public interface Publisher extends AutoCloseable {
    /**
     * The next segment, which is open already; the one after it is opened by the time this one has ended, when there is nothing to
     * send yet (preconnect).
     */
    OutgoingSegment next() throws TrickleException, InterruptedException;

    /** Writes one whole segment: a document of a control or event channel. */
    default void publish(ByteBuffer whole) throws TrickleException, InterruptedException {
        try (var segment = next()) {
            segment.write(whole);
            segment.finish();
        }
    }

    /** Ends the channel. Never fails: whoever closes has nothing more to say. */
    @Override
    void close();
}
