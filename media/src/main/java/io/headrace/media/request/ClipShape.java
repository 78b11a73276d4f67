package io.headrace.media.request;

import io.headrace.media.FrameRate;
import java.time.Duration;

/**
 * What a made clip looks like.
 *
 * @param bFrames how many may stand between two reference frames, 0 to 16
 * @param gop distance of keyframes in frames
 */
public record ClipShape(
        int width, int height, FrameRate frameRate, Duration duration, boolean audio, int bFrames, int gop) {

    public ClipShape {
        if (width < 16 || height < 16 || width > 4096 || height > 4096 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("A clip is even and between 16 and 4096: " + width + "x" + height);
        }
        if (frameRate.passesThrough() || !duration.isPositive() || bFrames < 0 || bFrames > 16 || gop < 1) {
            throw new IllegalArgumentException("A clip of " + duration + " at " + frameRate + ", " + bFrames
                    + " B-frames, keyframes every " + gop);
        }
    }

    /** With audio, two B-frames and a keyframe every second. */
    public static ClipShape of(int width, int height, int perSecond, Duration duration) {
        return new ClipShape(width, height, FrameRate.of(perSecond), duration, true, 2, perSecond);
    }

    public long frames() {
        return Math.max(1, duration.toNanos() * frameRate.numerator() / (frameRate.denominator() * 1_000_000_000L));
    }
}
