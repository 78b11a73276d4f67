package io.headrace.rtmp.session;

import io.headrace.rtmp.publish.End;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What comes from the client, with a deadline that no trickle of bytes puts off. Used by the thread of the connection.
 */
final class SocketInput extends InputStream {
    private static final int BUFFER_BYTES = 16 * 1024;

    /** Called when the thread is about to wait, because all that came has been read. */
    @FunctionalInterface
    interface NothingLeft {
        void allRead(long receivedBytes) throws IOException;
    }

    private final Socket socket;
    private final InputStream in;
    private final Verdict verdict;
    private final LongSupplier elapsed;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private NothingLeft nothingLeft = _ -> {};
    private int next;
    private int end;
    private long received;
    private long deadlineNanos;
    private Duration allowed = Duration.ZERO;
    private String expected = "";

    /** @param elapsed nanoseconds from an arbitrary origin, which never go backwards */
    SocketInput(Socket socket, Verdict verdict, LongSupplier elapsed) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.verdict = verdict;
        this.elapsed = elapsed;
    }

    void whenNothingIsLeft(NothingLeft listener) {
        nothingLeft = listener;
    }

    /**
     * From now on the client has so much time, whatever it sends meanwhile.
     *
     * @param what for the sentence that ends the session otherwise
     */
    void expect(String what, Duration within) {
        expected = what;
        allowed = within;
        deadlineNanos = elapsed.getAsLong() + within.toNanos();
    }

    /** Waits until there is a byte to read, or the end. */
    void awaitByte() throws IOException {
        if (next == end) {
            refill();
        }
    }

    @Override
    public int read() throws IOException {
        awaitByte();
        return next < end ? Byte.toUnsignedInt(buffer[next++]) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        awaitByte();
        int count = Math.min(length, end - next);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    private void refill() throws IOException {
        if (in.available() == 0) {
            nothingLeft.allRead(received);
        }
        int count = receive();
        next = 0;
        end = Math.max(count, 0);
        received += end;
    }

    private int receive() throws IOException {
        while (true) {
            verdict.check();
            long left = deadlineNanos - elapsed.getAsLong();
            if (left <= 0) {
                throw new SessionEnded(
                        End.LOST, Status.FAILED, "No " + expected + " within " + allowed.toMillis() + " ms");
            }
            socket.setSoTimeout(Waits.timeoutMs(left));
            try {
                return in.read(buffer, 0, buffer.length);
            } catch (SocketTimeoutException nothingYet) {
                verdict.check();
            }
        }
    }

    /** Throws away what still comes, until the client closes or that time is over. */
    void drain(Duration within) throws IOException {
        long until = elapsed.getAsLong() + within.toNanos();
        int count = 0;
        while (count >= 0) {
            long left = until - elapsed.getAsLong();
            if (left <= 0) {
                return;
            }
            socket.setSoTimeout(Waits.timeoutMs(left));
            try {
                count = in.read(buffer, 0, buffer.length);
            } catch (SocketTimeoutException nothingYet) {
                count = 0;
            }
        }
    }
}
