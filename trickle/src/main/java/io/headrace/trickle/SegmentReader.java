package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads one segment from its beginning and then follows it. Belongs to one thread, which blocks in {@link #next}; it
 * never holds up the publisher or another reader. To be closed in any case.
 */
public final class SegmentReader implements AutoCloseable {
    private final Channel channel;
    private final Segment segment;
    private final long openedNanos;
    private final Bell bell = new Bell();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean givenUp;
    private volatile boolean begun;
    private int page;
    private int offset;
    private long position;

    SegmentReader(Channel channel, Segment segment, long nowNanos) {
        this.channel = channel;
        this.segment = segment;
        this.openedNanos = nowNanos;
    }

    public long seq() {
        return segment.seq();
    }

    /** Waits until there is something to read, or nothing will come any more. */
    public Read next() throws InterruptedException {
        while (true) {
            // The state first: what is closed gets no more bytes.
            var state = segment.state();
            if (state == Segment.State.DROPPED) {
                return new Read.Cut("Too slow: segment " + seq() + " is " + (channel.head() - seq())
                        + " behind the live edge, and its bytes are needed elsewhere");
            }
            var bytes = segment.bytes();
            if (position < bytes.length()) {
                return new Read.Bytes(run(bytes));
            }
            if (state == Segment.State.CLOSED) {
                return new Read.End(channel.hasEnded());
            }
            if (givenUp) {
                return new Read.Cut("Segment " + seq() + " did not begin in time");
            }
            bell.await();
        }
    }

    /** What waits and lies together. */
    private ByteBuffer run(SegmentBytes bytes) {
        begun = true;
        if (offset == bytes.pages().get(page).length) {
            page++;
            offset = 0;
        }
        byte[] current = bytes.pages().get(page);
        int length = (int) Math.min(current.length - offset, bytes.length() - position);
        var run = ByteBuffer.wrap(current, offset, length).slice().asReadOnlyBuffer();
        offset += length;
        position += length;
        return run;
    }

    void ring() {
        bell.ring();
    }

    void tick(long nowNanos, long patienceNanos) {
        if (!begun && nowNanos - openedNanos >= patienceNanos) {
            giveUp();
        }
    }

    /** Lets a reader that waits for a segment to begin wait no longer; its {@link #next} is {@link Read.Cut}. Any thread. */
    public void giveUp() {
        givenUp = true;
        bell.ring();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            segment.detach(this);
            channel.readerLeft(this, segment);
        }
    }
}
