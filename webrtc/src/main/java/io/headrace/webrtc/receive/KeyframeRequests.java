package io.headrace.webrtc.receive;

import java.time.Duration;

/**
 * When a publisher is asked for a keyframe: regularly, since that sets how long pictures belong together, and when
 * somebody needs one. Wishes that come too close are put off, never dropped, and one that brings no keyframe is told
 * again: the request may have been lost. Moments are nanoseconds of one clock. For one thread.
 */
final class KeyframeRequests {

    /** So long a keyframe may be on its way, with one repair of it. */
    private static final Duration AGAIN = Duration.ofMillis(900);

    private final Duration regularly;
    private final Duration apart;
    private boolean wanted = true;
    private boolean answered = true;
    private boolean asked;
    private long askedNanos;

    /**
     * @param regularly without need
     * @param apart at least between two requests
     */
    KeyframeRequests(Duration regularly, Duration apart) {
        this.regularly = regularly;
        this.apart = apart;
    }

    void want() {
        wanted = true;
    }

    /** A keyframe came. */
    void came() {
        answered = true;
    }

    /** Whether to ask now; counts as asked. */
    boolean due(long now) {
        long since = now - askedNanos;
        boolean due = !asked
                || since >= regularly.toNanos()
                || (wanted && since >= apart.toNanos())
                || (!answered && since >= AGAIN.toNanos());
        if (due) {
            asked = true;
            wanted = false;
            answered = false;
            askedNanos = now;
        }
        return due;
    }
}
