package io.headrace.orchestrator.unit;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes that senders brought are held at once, so that no crowd of them can exhaust the node. Any thread. */
public final class SourceMemory {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /** @param limit in bytes, of all senders together */
    public SourceMemory(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("Sources of " + limit + " bytes");
        }
        this.limit = limit;
    }

    /** Begins with nothing. */
    public Lease lease() {
        return new Lease();
    }

    long held() {
        return held.get();
    }

    /** The part that one unit or request holds, until it is closed. One thread at a time. */
    public final class Lease implements AutoCloseable {
        private long bytes;

        /** False when no more is to be had. */
        public boolean grow(long more) {
            if (held.addAndGet(more) > limit) {
                held.addAndGet(-more);
                return false;
            }
            bytes += more;
            return true;
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
