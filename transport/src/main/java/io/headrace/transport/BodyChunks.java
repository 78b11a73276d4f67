package io.headrace.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A request's body in the pieces in which it arrives, for handlers that must not be stuck in waiting for it: a peer that
 * opened its request before it has anything to send may be silent for hours. No minimum rate holds here; the handler
 * says how long it waits.
 */
public interface BodyChunks {
    /** What comes next. */
    sealed interface Piece {
        /** Bytes, read-only, valid until the next call of {@link BodyChunks#next}. */
        record Chunk(ByteBuffer bytes) implements Piece {}

        /** Somebody called {@link BodyChunks#wake}. */
        record Woken() implements Piece {}

        record End() implements Piece {}
    }

    /** Waits for the next piece. A peer that dies is a {@link TransportException}. */
    Piece next() throws IOException;

    /** Lets {@link #next} return, now or the next time it would wait. Any thread; does not block. */
    void wake();
}
