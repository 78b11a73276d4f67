package io.headrace.trickle;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Segments that left the ring and are still read: what slow readers make a channel hold, and the first to go when bytes
 * are needed. Any thread.
 */
final class Lingering {
    private final Set<Segment> segments = ConcurrentHashMap.newKeySet();

    void add(Segment segment) {
        // First, or its last reader could leave unseen.
        segments.add(segment);
        segment.leaveRing();
        forgetIfUnread(segment);
    }

    void forgetIfUnread(Segment segment) {
        if (!segment.isRead()) {
            segments.remove(segment);
        }
    }

    /** Whether there was anything to drop. */
    boolean drop() {
        return segments.removeIf(segment -> {
            segment.drop();
            return true;
        });
    }
}
