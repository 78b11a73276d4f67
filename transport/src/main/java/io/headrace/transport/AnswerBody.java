package io.headrace.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of an answer that has begun. Closing it ends the answer; dropping it unclosed breaks it off, visibly. */
public interface AnswerBody extends Closeable {
    /** Sends all that remains in {@code chunk}, and waits while the peer does not take it. */
    void write(ByteBuffer chunk) throws IOException;

    /** Sends the last of it, and ends the answer, as one. */
    void finish(ByteBuffer last) throws IOException;
}
