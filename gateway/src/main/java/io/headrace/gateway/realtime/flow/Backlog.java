package io.headrace.gateway.realtime.flow;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The input that waits for one session's connection. Whoever puts never waits: a session that does not keep up fills it,
 * and is told so once. One thread puts, another takes.
 */
final class Backlog {

    private final FlowLimits limits;
    private final LinkedBlockingQueue<InputItem> items = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    /** Begun, and not yet taken whole by the peer. */
    private final AtomicInteger segments = new AtomicInteger();

    Backlog(FlowLimits limits) {
        this.limits = limits;
    }

    /** Refused when there is no room, and the item is not put. */
    boolean put(InputItem item) {
        boolean begins = item instanceof InputItem.Begin;
        if (bytes.get() + item.bytes() > limits.backlogBytes()
                || (begins && segments.get() >= limits.backlogSegments())) {
            return false;
        }
        bytes.addAndGet(item.bytes());
        if (begins) {
            segments.incrementAndGet();
        }
        items.add(item);
        return true;
    }

    InputItem take() throws InterruptedException {
        var item = items.take();
        bytes.addAndGet(-item.bytes());
        return item;
    }

    /** As {@link #take}, for so long. */
    Optional<InputItem> poll(long millis) throws InterruptedException {
        var item = Optional.ofNullable(items.poll(millis, TimeUnit.MILLISECONDS));
        item.ifPresent(taken -> bytes.addAndGet(-taken.bytes()));
        return item;
    }

    /** The peer has taken a segment whole. */
    void segmentTaken() {
        segments.decrementAndGet();
    }

    /** What waits, in words. */
    @Override
    public String toString() {
        return bytes.get() + " bytes and " + segments.get() + " segments";
    }
}
