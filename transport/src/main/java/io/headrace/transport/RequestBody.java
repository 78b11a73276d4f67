package io.headrace.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The body of a request as it arrives. Read once. A peer that sends slower than the server's minimum rate, or dies, is
 * a {@link TransportException} in the middle of it.
 */
public interface RequestBody {
    /**
     * @param limitBytes a body that is announced larger is refused at once with {@link BodyTooLargeException}, one that
     *     turns out larger when the limit is passed
     */
    InputStream stream(long limitBytes) throws IOException;

    /** The body piece by piece, in place of {@link #stream}; only what was handed over is limited, by the caller. */
    BodyChunks chunks();

    /** When its end was read from {@link #stream}, by the elapsed time of the server; empty when it was not. */
    default OptionalLong endNanos() {
        return OptionalLong.empty();
    }

    /** All of it, in an array of its exact size that the caller owns. */
    default byte[] readAll(int limitBytes) throws IOException {
        try (var stream = stream(limitBytes)) {
            return stream.readAllBytes();
        }
    }
}
