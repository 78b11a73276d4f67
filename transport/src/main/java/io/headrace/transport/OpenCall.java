package io.headrace.transport;

import java.nio.ByteBuffer;

/**
 * A call whose body is written while it exists: a publisher's POST that stays open, or one opened before its first byte
 * is there. One thread writes, the same or another one waits for the answer.
 */
public interface OpenCall extends AutoCloseable {
    /**
     * Sends all that remains in {@code chunk}, and waits while the peer does not take it.
     *
     * @return false when the peer has answered already (a refusal, as a rule): what is still to be said does not
     *     interest it
     */
    boolean write(ByteBuffer chunk) throws TransportException, InterruptedException;

    /** Whether the peer has answered, or the call has failed: whatever is written now is in vain. Does not wait. */
    boolean isOver();

    /** The body ends here. */
    void finish();

    /** Waits for the head of the answer, which may come before {@link #finish}. */
    Answer answer() throws TransportException, InterruptedException;

    /** Gives the call up wherever it stands, also when only its answer is awaited or read. Any thread. */
    void cancel();

    /** Gives the call up unless its body is complete. */
    @Override
    void close();
}
