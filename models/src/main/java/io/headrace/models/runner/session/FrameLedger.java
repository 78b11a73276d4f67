package io.headrace.models.runner.session;

import io.headrace.media.MediaTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The pictures that are inside the line, by presentation time, so that what comes out is known again and what does not is
 * counted. A picture after which more than {@link #DEEPEST} others came does not come any more. For one thread.
 */
final class FrameLedger {

    /** How many pictures a decoder holds back at most (H.264 allows 16). */
    private static final int DEEPEST = 16;

    private final Map<MediaTime, Long> inside = new LinkedHashMap<>();
    private long lost;

    /** @param readNanos when the picture had come */
    void enter(MediaTime presentation, long readNanos) {
        if (inside.put(presentation, readNanos) != null) {
            lost++;
        }
        if (inside.size() > DEEPEST) {
            inside.remove(inside.keySet().iterator().next());
            lost++;
        }
    }

    /** When the picture had come that this one was made of; empty if none such was wanted. */
    OptionalLong leave(MediaTime presentation) {
        var readNanos = inside.remove(presentation);
        return readNanos == null ? OptionalLong.empty() : OptionalLong.of(readNanos);
    }

    /** Nothing more comes of those inside. */
    void abandon() {
        lost += inside.size();
        inside.clear();
    }

    /** How many did not come out, since the last time it was asked. */
    long takeLost() {
        long taken = lost;
        lost = 0;
        return taken;
    }
}
