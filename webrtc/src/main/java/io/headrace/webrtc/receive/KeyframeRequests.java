package io.headrace.webrtc.receive;

import java.time.Duration;

/**
 * When a publisher is asked for a keyframe: regularly, since that sets how long pictures belong together, and when
 * somebody needs one. Wishes that come too close are put off, never dropped. Moments are nanoseconds of one clock.
 * For one thread.
 */
final class KeyframeRequests {

    private final Duration regularly;
    private final Duration apart;
    private boolean wanted = true;
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

    /** Whether to ask now; counts as asked. */
    boolean due(long now) {
        boolean due =
                !asked || now - askedNanos >= regularly.toNanos() || (wanted && now - askedNanos >= apart.toNanos());
        if (due) {
            asked = true;
            wanted = false;
            askedNanos = now;
        }
        return due;
    }
}
