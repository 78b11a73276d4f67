package io.headrace.webrtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DatagramTransport;

/**
 * The way of a handshake: the socket's thread puts datagrams in, the handshake's thread takes them out and sends its own.
 * Too many that wait are dropped, as a network does; the handshake repeats itself.
 */
public final class DtlsInbox implements DatagramTransport {

    /** A flight is a few datagrams. */
    private static final int CAPACITY = 32;

    private static final int RECEIVE_LIMIT = 1_500;

    /** Fits through every path of 1,280 bytes, with the headers below. */
    private static final int SEND_LIMIT = 1_200;

    /** How long a closed inbox goes unnoticed by the one who waits. */
    private static final int LONGEST_WAIT_MS = 200;

    /** Where a handshake's datagrams go. */
    @FunctionalInterface
    public interface Wire {
        void send(byte[] datagram);
    }

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Wire wire;
    private final LongSupplier elapsed;
    private volatile boolean closed;

    /** @param elapsed nanoseconds from an arbitrary origin, which never go backwards */
    public DtlsInbox(Wire wire, LongSupplier elapsed) {
        this.wire = wire;
        this.elapsed = elapsed;
    }

    /** @param datagram not to be changed afterwards; @return false when it was dropped */
    public boolean offer(byte[] datagram) {
        return !closed && waiting.offer(datagram);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] into, int offset, int length, int waitMs) throws IOException {
        long until = elapsed.getAsLong() + TimeUnit.MILLISECONDS.toNanos(Math.max(1, waitMs));
        while (!closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - elapsed.getAsLong());
            byte[] datagram = poll(Math.clamp(left, 1, LONGEST_WAIT_MS));
            if (datagram.length > 0) {
                int taken = Math.min(length, datagram.length);
                System.arraycopy(datagram, 0, into, offset, taken);
                return taken;
            }
            if (left <= 0) {
                return -1;
            }
        }
        // of this kind, so that the channel stays good for a goodbye
        throw new InterruptedIOException("The session ended");
    }

    private byte[] poll(long waitMs) throws IOException {
        try {
            byte[] datagram = waiting.poll(waitMs, TimeUnit.MILLISECONDS);
            return datagram == null ? new byte[0] : datagram;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the peer's handshake", interrupted);
        }
    }

    @Override
    public void send(byte[] from, int offset, int length) {
        byte[] datagram = new byte[length];
        System.arraycopy(from, offset, datagram, 0, length);
        wire.send(datagram);
    }

    /** Ends the handshake, or what came after it, within a moment. Any thread may. */
    @Override
    public void close() {
        closed = true;
    }
}
