package io.headrace.webrtc.send;

import java.time.Duration;

/**
 * How much sound a listener holds that has not been heard yet, as far as can be told from what was sent. A listener keeps
 * what comes faster than it is heard, and holds the pictures back for it; a burst, as after a standstill, would so delay
 * all that follows. What is too much is left out. At the beginning, when a stream often catches up with its source, sound
 * waits until it comes as fast as it is heard: what a listener holds then holds the pictures back for long. For one
 * thread.
 */
final class ListenerBuffer {

    /** More than networks bunch together. */
    private static final long MOST_NANOS = Duration.ofMillis(300).toNanos();

    /** What comes together in a stream that has caught up. */
    private static final long USUAL_NANOS = Duration.ofMillis(60).toNanos();

    /** For so long no more than the usual has come together when a listener begins. */
    private static final long STEADY_NANOS = Duration.ofMillis(300).toNanos();

    /** Then a listener begins with what there is. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    /** A listener who holds too much hears a fiftieth faster at least, and clocks of sound differ by less. */
    private static final int PARTS_PER_HASTE = 50;

    private long heldNanos;
    private long toldNanos;

    private boolean hears;
    private boolean told;
    private long firstNanos;
    private long burstNanos;

    ListenerBuffer(long nowNanos) {
        this.toldNanos = nowNanos;
    }

    /** @return whether there is room; then it is held */
    boolean takes(Duration sound, long nowNanos) {
        long passed = Math.max(0, nowNanos - toldNanos);
        toldNanos = nowNanos;
        heldNanos = Math.max(0, heldNanos - passed - passed / PARTS_PER_HASTE);
        boolean room = heldNanos + sound.toNanos() <= (hears ? MOST_NANOS : USUAL_NANOS);
        heldNanos += room ? sound.toNanos() : 0;
        hears = hears || begins(room, nowNanos);
        return room && hears;
    }

    private boolean begins(boolean room, long nowNanos) {
        if (!told) {
            told = true;
            firstNanos = nowNanos;
            burstNanos = nowNanos;
        }
        if (!room) {
            burstNanos = nowNanos;
        }
        return nowNanos - burstNanos >= STEADY_NANOS || nowNanos - firstNanos >= PATIENCE_NANOS;
    }
}
