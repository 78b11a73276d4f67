package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes one segment. Belongs to one thread; {@link #onNotice} tells it, from other threads, that {@link #takeNotice} has
 * something to say while it waits for bytes. Exactly one of {@link #finish} and {@link #abandon} ends it; closing
 * abandons what was not finished.
 */
public final class SegmentWriter implements AutoCloseable {
    /** What happens to a publisher while it has nothing to send. */
    public enum Notice {
        /** It has not begun, and should be told that somebody is still there. */
        KEEP_ALIVE,
        /** It has not begun, and never needs to: the segment was closed. */
        RELEASED,
        /** It began and fell silent; its segment is closed. */
        STALLED
    }

    private final Channel channel;
    private final Segment segment;
    private final Ticker ticker;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
    private volatile long sentBytes;
    private volatile long lastHeardNanos;
    private volatile boolean keepAliveDue;
    private volatile boolean stalled;

    SegmentWriter(Channel channel, Segment segment, Ticker ticker) {
        this.channel = channel;
        this.segment = segment;
        this.ticker = ticker;
        this.lastHeardNanos = ticker.nanos();
    }

    public long seq() {
        return segment.seq();
    }

    public boolean hasBegun() {
        return sentBytes > 0;
    }

    public boolean channelEnded() {
        return channel.hasEnded();
    }

    /** Hands all that remains in {@code chunk} to the readers, in a copy. Without waiting for any of them. */
    public Appended append(ByteBuffer chunk) {
        lastHeardNanos = ticker.nanos();
        int bytes = chunk.remaining();
        if (bytes == 0) {
            return Appended.TAKEN;
        }
        long sent = sentBytes + bytes;
        if (sent > channel.limits().segmentBytes()) {
            channel.close(segment);
            return Appended.TOO_LARGE;
        }
        if (!hasBegun() && segment.isOpen()) {
            // Before the bytes: whoever sees them may ask for the next one.
            channel.begun(segment);
        }
        sentBytes = sent;
        return channel.append(segment, chunk);
    }

    /** The segment ends here, for all who write it; without a byte it is an empty one. */
    public void finish() {
        end(true);
    }

    /** The publisher is gone. What it began ends here; what it did not begin waits for another publisher. */
    public void abandon() {
        end(hasBegun());
    }

    private void end(boolean closes) {
        if (over.compareAndSet(false, true)) {
            segment.detach(this);
            if (closes) {
                channel.close(segment);
            }
            channel.writerLeft(this);
        }
    }

    /** @param action is run once for each notice, by any thread; it must not block */
    public void onNotice(Runnable action) {
        wake.set(action);
        if (notice().isPresent()) {
            action.run();
        }
    }

    /** Why the action ran; empty if what it was about has passed. */
    public Optional<Notice> takeNotice() {
        var notice = notice();
        keepAliveDue = false;
        return notice;
    }

    private Optional<Notice> notice() {
        if (stalled) {
            return Optional.of(Notice.STALLED);
        }
        if (hasBegun()) {
            return Optional.empty();
        }
        if (!segment.isOpen()) {
            return Optional.of(Notice.RELEASED);
        }
        return keepAliveDue ? Optional.of(Notice.KEEP_ALIVE) : Optional.empty();
    }

    void segmentEnded() {
        wake.get().run();
    }

    void tick(long nowNanos, TrickleLimits limits) {
        long silentNanos = nowNanos - lastHeardNanos;
        if (hasBegun()) {
            if (!stalled && silentNanos >= limits.stall().toNanos()) {
                stalled = true;
                channel.close(segment);
                wake.get().run();
            }
        } else if (silentNanos >= limits.keepAlive().toNanos()) {
            lastHeardNanos = nowNanos;
            keepAliveDue = true;
            wake.get().run();
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
