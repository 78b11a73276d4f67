package io.headrace.trickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A segment that is being read, by one thread. */
public interface IncomingSegment extends AutoCloseable {
    long seq();

    /** Of the channel; may be empty. */
    String mediaType();

    /** Waits for the next bytes, read-only and not empty; empty at the end of the segment. */
    Optional<ByteBuffer> read() throws TrickleException, InterruptedException;

    /** All of it, once it is complete. */
    default byte[] readAll(int limitBytes) throws TrickleException, InterruptedException {
        var whole = new ByteArrayOutputStream();
        for (var run = read(); run.isPresent(); run = read()) {
            if (whole.size() + run.get().remaining() > limitBytes) {
                throw new TrickleException(
                        TrickleException.Kind.REFUSED, "Segment " + seq() + " has more than " + limitBytes + " bytes");
            }
            byte[] bytes = new byte[run.get().remaining()];
            run.get().get(bytes);
            whole.writeBytes(bytes);
        }
        return whole.toByteArray();
    }

    @Override
    void close();
}
