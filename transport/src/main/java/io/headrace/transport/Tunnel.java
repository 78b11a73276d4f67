package io.headrace.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection that was taken out of HTTP by {@code 101 Switching Protocols}: bytes both ways, in whatever protocol the two
 * ends have agreed upon. One thread reads and one writes; any thread may close. It is closed by itself when neither end
 * says anything for the time that it was opened with.
 */
public interface Tunnel extends Closeable {

    /**
     * Waits for bytes and puts them into {@code target}.
     *
     * @return how many, at least 1; -1 when the other end has nothing more to say, or the tunnel was closed meanwhile
     * @throws TransportException when the connection is lost, or idle for too long while this waits
     */
    int read(ByteBuffer target) throws IOException;

    /** Sends all that remains in {@code chunk}, and waits while the other end does not take it. */
    void write(ByteBuffer chunk) throws IOException;

    /** Says that nothing more is sent. What the other end still says can be read. */
    void endOutput() throws IOException;

    /** Gives the connection up, whoever reads or writes. Without effect the second time. */
    @Override
    void close();
}
