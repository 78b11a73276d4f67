package io.headrace.rtmp.session;

import java.io.IOException;

/**
 * Tells the client how much has arrived, once in half a window, and only when nothing is left to read. A client that
 * closes behind a burst of media answers a late acknowledgement with a reset, upon which the system throws away what we
 * have not read yet; so none is sent while there is something to read.
 */
final class Acknowledgements implements SocketInput.NothingLeft {
    /** What is announced to clients, and assumed of those that announce nothing. */
    static final int WINDOW_BYTES = 2_500_000;

    private static final int SMALLEST_WINDOW_BYTES = 4 * 1024;

    private final Outgoing out;
    private int windowBytes = WINDOW_BYTES;
    private long acknowledged;

    Acknowledgements(Outgoing out) {
        this.out = out;
    }

    /** Obeys the client's window, unless it would have us talk all the time. */
    void window(int bytes) {
        windowBytes = Math.max(SMALLEST_WINDOW_BYTES, bytes);
    }

    @Override
    public void allRead(long receivedBytes) throws IOException {
        if (receivedBytes - acknowledged >= windowBytes / 2) {
            acknowledged = receivedBytes;
            out.acknowledge(receivedBytes);
        }
    }
}
