package io.headrace.rtmp.publish;

import io.headrace.media.AccessUnit;

/**
 * The receiving end of one stream. Both methods are called by one virtual thread, which is not the one that reads the
 * connection; it may be interrupted when it takes too long.
 */
public interface Publisher {
    /**
     * The next unit, in the order of arrival. Times are the publisher's own and may go backwards. While this blocks, a
     * bounded number of bytes waits; then the connection is not read any more.
     *
     * @throws PublishRefused ends the stream; the client is told why
     */
    void unit(AccessUnit unit) throws PublishRefused, InterruptedException;

    /** The last call, made exactly once. */
    void ended(End how);
}
