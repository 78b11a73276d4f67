package io.headrace.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A peer's answer, whose head is there and whose body is still arriving. Closing it before its end gives the stream or
 * the connection up.
 */
public interface Answer extends Closeable {
    int status();

    Headers headers();

    /**
     * The body, as it arrives; it fails with {@link TransportException} when the peer breaks off, is too slow for the
     * call's limits or sends more than they allow.
     */
    InputStream body() throws IOException;

    /** The whole body. */
    default byte[] readAll() throws IOException {
        try (var stream = body()) {
            return stream.readAllBytes();
        }
    }
}
