package io.headrace.media.cut;

import java.time.Duration;

/**
 * Where a live stream is cut, and what is not put up with.
 *
 * @param target the first keyframe this far into a segment begins the next
 * @param keyframeGap the longest time without a keyframe
 * @param jump a step of the pictures' times by more than this, or back, is a new beginning; so is a picture shown
 *     further than this from its decoding
 * @param soundHoldBack for how long after a segment's end, in the stream's time, its sound may arrive; no segment is
 *     held back longer
 * @param segmentBytes the largest segment
 * @param segmentUnits pictures and frames of sound in a segment
 */
public record CutLimits(
        Duration target,
        Duration keyframeGap,
        Duration jump,
        Duration soundHoldBack,
        long segmentBytes,
        int segmentUnits) {

    /** 2 s, 20 s (the existing node gives up after 10 segments' time), 10 s, 0.25 s, 64 MiB, 20,000 units. */
    public static final CutLimits DEFAULT = new CutLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(250),
            64 << 20,
            20_000);

    public CutLimits {
        if (!target.isPositive()
                || keyframeGap.compareTo(target) < 0
                || !jump.isPositive()
                || soundHoldBack.isNegative()
                || segmentBytes <= 0
                || segmentBytes > Integer.MAX_VALUE / 4
                || segmentUnits <= 0) {
            throw new IllegalArgumentException("Not limits of a cut: target " + target + ", keyframes within "
                    + keyframeGap + ", jump " + jump + ", sound held back " + soundHoldBack + ", " + segmentBytes
                    + " bytes, " + segmentUnits + " units");
        }
    }
}
