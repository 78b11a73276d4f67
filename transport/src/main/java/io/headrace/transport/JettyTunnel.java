package io.headrace.transport;

import io.headrace.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.FutureCallback;

/**
 * What takes the place of HTTP on a connection of Jetty's, on either side of it. The threads that move bytes only wake those
 * that wait in {@link #read} and {@link #write}.
 */
final class JettyTunnel extends AbstractConnection implements Connection.UpgradeTo, Tunnel {
    private final CompletableFuture<JettyTunnel> opened = new CompletableFuture<>();

    /** What came behind the head of the request or the answer; read first, by the one who reads. */
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

    JettyTunnel(EndPoint endPoint, Executor executor, Duration idle) {
        super(endPoint, executor);
        endPoint.setIdleTimeout(idle.toMillis());
    }

    /** Before it is opened. */
    @Override
    public void onUpgradeTo(ByteBuffer rest) {
        early = BufferUtil.copy(rest);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        opened.complete(this);
    }

    @Override
    public void onClose(Throwable cause) {
        super.onClose(cause);
        opened.completeExceptionally(cause == null ? new IOException("Closed") : cause);
    }

    /** Complete when bytes may go through it. */
    CompletableFuture<JettyTunnel> opened() {
        return opened;
    }

    /** Who waits for bytes asks for them itself. */
    @Override
    public void onFillable() {}

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (early.hasRemaining()) {
            return moveEarly(target);
        }
        int position = target.position();
        while (true) {
            int filled = fill(target);
            if (filled != 0) {
                return filled < 0 ? -1 : target.position() - position;
            }
            var ready = new FutureCallback();
            fillInterested(ready);
            await(ready);
        }
    }

    private int moveEarly(ByteBuffer target) {
        int bytes = Math.min(early.remaining(), target.remaining());
        target.put(early.slice(early.position(), bytes));
        early.position(early.position() + bytes);
        return bytes;
    }

    /** Jetty fills behind the limit of a buffer; ours are filled from their position on. */
    private int fill(ByteBuffer target) throws IOException {
        var room = target.slice();
        room.limit(0);
        try {
            int filled = getEndPoint().fill(room);
            if (filled > 0) {
                target.position(target.position() + filled);
            }
            return filled;
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    @Override
    public void write(ByteBuffer chunk) throws IOException {
        var sent = new FutureCallback();
        getEndPoint().write(sent, chunk);
        await(sent);
    }

    @Override
    public void endOutput() {
        getEndPoint().shutdownOutput();
    }

    private void await(Future<?> done) throws IOException {
        try {
            var _ = done.get();
        } catch (ExecutionException failed) {
            throw lost(failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted in a tunnel");
        }
    }

    private static TransportException lost(Throwable failure) {
        return failure instanceof TimeoutException
                ? new TransportException(Kind.TOO_SLOW, "Nobody said anything in a tunnel for too long", failure)
                : new TransportException(Kind.BROKEN_OFF, "A tunnel broke off: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        getEndPoint().close();
    }
}
