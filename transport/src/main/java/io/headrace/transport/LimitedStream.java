package io.headrace.transport;

import io.headrace.transport.TransportException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A body that ends in an exception once it exceeds its limit; whatever breaks it is a {@link TransportException}. */
final class LimitedStream extends FilterInputStream {
    private final long limitBytes;
    private final Kind onTimeout;
    private final Consumer<TransportException> onFailure;
    private long taken;

    /**
     * @param onTimeout what a timeout of the layer below means here
     * @param onFailure is told of an exception before it is thrown
     */
    LimitedStream(InputStream in, long limitBytes, Kind onTimeout, Consumer<TransportException> onFailure) {
        super(in);
        this.limitBytes = limitBytes;
        this.onTimeout = onTimeout;
        this.onFailure = onFailure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = readBelow(target, offset, length);
        taken += Math.max(count, 0);
        if (taken > limitBytes) {
            throw told(new BodyTooLargeException(limitBytes));
        }
        return count;
    }

    private int readBelow(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (InterruptedIOException interrupted) {
            throw interrupted;
        } catch (IOException failure) {
            throw told(translated(failure));
        }
    }

    private TransportException told(TransportException failure) {
        onFailure.accept(failure);
        return failure;
    }

    private TransportException translated(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransportException known) {
                return known;
            }
            if (cause instanceof TimeoutException) {
                return new TransportException(onTimeout, "The body stalled after " + taken + " bytes", failure);
            }
        }
        return new TransportException(Kind.BROKEN_OFF, "The body broke off after " + taken + " bytes", failure);
    }
}
