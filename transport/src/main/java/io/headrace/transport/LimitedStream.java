package io.headrace.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends in an exception once it exceeds its limit, or comes too slowly. */
final class LimitedStream extends FilterInputStream {
    private final long limitBytes;
    private final RateWatch rate;
    private long taken;

    LimitedStream(InputStream in, long limitBytes, RateWatch rate) {
        super(in);
        this.limitBytes = limitBytes;
        this.rate = rate;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        rate.waiting();
        int count;
        try {
            count = in.read(target, offset, length);
        } catch (IOException failure) {
            rate.end();
            throw asTransport(failure);
        }
        rate.arrived(Math.max(count, 0));
        if (count < 0) {
            rate.end();
            return -1;
        }
        taken += count;
        if (taken > limitBytes) {
            rate.end();
            throw new BodyTooLargeException(limitBytes);
        }
        return count;
    }

    private TransportException asTransport(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransportException known) {
                return known;
            }
        }
        return new TransportException(
                TransportException.Kind.BROKEN_OFF, "The body broke off after " + taken + " bytes", failure);
    }

    @Override
    public void close() throws IOException {
        rate.end();
        super.close();
    }
}
