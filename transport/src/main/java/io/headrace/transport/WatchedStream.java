package io.headrace.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a {@link RateWatch} when a reader waits, and what came. */
final class WatchedStream extends FilterInputStream {
    private final RateWatch rate;
    private final Runnable ended;

    /** @param ended is told whenever the end is read */
    WatchedStream(InputStream in, RateWatch rate, Runnable ended) {
        super(in);
        this.rate = rate;
        this.ended = ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = -1;
        rate.waiting();
        try {
            count = in.read(target, offset, length);
            rate.arrived(Math.max(count, 0));
            if (count < 0) {
                ended.run();
            }
            return count;
        } finally {
            if (count < 0) {
                rate.end();
            }
        }
    }

    @Override
    public void close() throws IOException {
        rate.end();
        super.close();
    }
}
