package io.headrace.media.flow;

import java.time.Duration;

/**
 * Where a stream is cut while it flows, and what is not put up with.
 *
 * @param target the first keyframe this far into a segment begins the next; segments of sound alone are as long
 * @param keyframeGap the longest time without a keyframe
 * @param jump a step of times by more than this, or back, is a new beginning
 * @param segmentBytes the largest segment, with all that wraps it
 * @param sound whether it goes with the pictures
 */
public record FlowLimits(Duration target, Duration keyframeGap, Duration jump, long segmentBytes, Sound sound) {

    /** 1 s, 20 s, 10 s, 32 MiB, sound inside. */
    public static final FlowLimits DEFAULT = new FlowLimits(
            Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(10), 32 << 20, Sound.INSIDE);

    /** Where sound goes. */
    public enum Sound {
        /** Not into the segments of pictures: nowhere, or by a {@link SoundFlow} of its own. */
        NONE,
        /** Between the pictures, as it comes. */
        INSIDE
    }

    public FlowLimits {
        if (!target.isPositive() || keyframeGap.compareTo(target) < 0 || !jump.isPositive() || segmentBytes <= 0) {
            throw new IllegalArgumentException("Not limits of a flow: target " + target + ", keyframes within "
                    + keyframeGap + ", jump " + jump + ", " + segmentBytes + " bytes");
        }
    }

    public FlowLimits with(Sound other) {
        return new FlowLimits(target, keyframeGap, jump, segmentBytes, other);
    }
}
