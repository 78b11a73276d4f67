package io.headrace.webrtc.send;

import java.time.Duration;

/**
 * How much sound a listener holds that has not been heard yet, as far as can be told from what was sent. A listener keeps
 * what comes faster than it is heard, and holds the pictures back for it; a burst, as at the start of a stream or after a
 * standstill, would so delay all that follows. What is too much is left out. For one thread.
 */
final class ListenerBuffer {

    /** More than networks bunch together. */
    private static final long MOST_NANOS = Duration.ofMillis(300).toNanos();

    /** A listener who holds too much hears a fiftieth faster at least, and clocks of sound differ by less. */
    private static final int PARTS_PER_HASTE = 50;

    private long heldNanos;
    private long toldNanos;

    ListenerBuffer(long nowNanos) {
        this.toldNanos = nowNanos;
    }

    /** @return whether there is room; then it is held */
    boolean takes(Duration sound, long nowNanos) {
        long passed = Math.max(0, nowNanos - toldNanos);
        toldNanos = nowNanos;
        heldNanos = Math.max(0, heldNanos - passed - passed / PARTS_PER_HASTE);
        boolean room = heldNanos + sound.toNanos() <= MOST_NANOS;
        heldNanos += room ? sound.toNanos() : 0;
        return room;
    }
}
