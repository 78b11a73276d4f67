package io.headrace.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Asks Jetty for the next chunk, and lets the handler wait for that or for a call of {@link #wake}. */
final class JettyBodyChunks implements BodyChunks {
    private final Request request;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Content.Chunk lent = Content.Chunk.EMPTY;
    private boolean demanded;
    private boolean woken;

    JettyBodyChunks(Request request) {
        this.request = request;
    }

    @Override
    public Piece next() throws IOException {
        lent.release();
        lent = Content.Chunk.EMPTY;
        while (true) {
            if (takeWoken()) {
                return new Piece.Woken();
            }
            var chunk = isDemanding() ? null : request.read();
            if (chunk == null) {
                awaitChange();
            } else if (Content.Chunk.isFailure(chunk)) {
                throw new TransportException(
                        TransportException.Kind.BROKEN_OFF, "The body broke off", chunk.getFailure());
            } else if (chunk.hasRemaining()) {
                lent = chunk;
                return new Piece.Chunk(readOnly(chunk.getByteBuffer()));
            } else if (chunk.isLast()) {
                chunk.release();
                return new Piece.End();
            } else {
                chunk.release();
            }
        }
    }

    private static ByteBuffer readOnly(ByteBuffer bytes) {
        return bytes.slice().asReadOnlyBuffer();
    }

    private void awaitChange() throws IOException {
        if (beginDemand()) {
            request.demand(this::available);
        }
        lock.lock();
        try {
            while (demanded && !woken) {
                changed.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while reading a body");
        } finally {
            lock.unlock();
        }
    }

    private boolean beginDemand() {
        lock.lock();
        try {
            boolean begins = !demanded;
            demanded = true;
            return begins;
        } finally {
            lock.unlock();
        }
    }

    private void available() {
        lock.lock();
        try {
            demanded = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean takeWoken() {
        lock.lock();
        try {
            boolean was = woken;
            woken = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the peer is still being waited for. */
    boolean isDemanding() {
        lock.lock();
        try {
            return demanded;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was lent, and waits for the peer no longer: the answer is out. */
    void end() {
        lent.release();
        if (isDemanding()) {
            request.fail(new TransportException(
                    TransportException.Kind.BROKEN_OFF, "The request was answered before its end"));
        }
    }
}
