package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.MediaTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures go out as keyframes: the first, those that are asked for, the first at or behind a keyframe of the input
 * at least a second after the last one, and any when the last one is longer ago than it may be. Output is cut into
 * segments where its source is, so that another runner can take over at the same place. For one thread.
 */
final class KeyframeRule {

    private static final long SECOND = MediaTime.TICKS_PER_SECOND;

    private final long everyTicks;
    private @Nullable MediaTime last;
    private boolean wanted = true;
    private boolean sourceHadOne;

    KeyframeRule(Duration every) {
        everyTicks = MediaTime.of(every).ticks();
    }

    /** The next one that goes out. */
    void demand() {
        wanted = true;
    }

    /** To be told of each picture of the input, also of those that are skipped. */
    void came(Picture in) {
        sourceHadOne |= in.keyframe();
    }

    boolean isDue(Picture in) {
        if (wanted || last == null) {
            return true;
        }
        long distance = in.presentation().ticks() - last.ticks();
        return distance < 0 || distance >= everyTicks || (sourceHadOne && distance >= SECOND);
    }

    void wentOut(Picture out) {
        if (out.keyframe()) {
            last = out.presentation();
            wanted = false;
            sourceHadOne = false;
        }
    }
}
