package io.headrace.wire;

import java.time.Duration;

/**
 * The part of a segment that is to be encoded.
 *
 * @param from counted from the start of the segment's file
 * @param to frames after it are left out; zero stands for the end
 */
public record SegmentSlice(Duration from, Duration to) {
    public SegmentSlice {
        if (from.isNegative() || to.isNegative()) {
            throw new IllegalArgumentException("A slice from " + from + " to " + to);
        }
    }
}
