package io.headrace.media;

import java.time.Duration;

/**
 * A piece of the input that begins with a keyframe: what is dispatched as one unit.
 *
 * @param seq counts from 0 within its job
 * @param start where it begins in the source
 * @param duration positive, at most 5 minutes
 */
public record SourceSegment(long seq, Duration start, Duration duration, Container container, MediaBytes bytes) {

    public static final Duration MAX_DURATION = Duration.ofMinutes(5);

    public SourceSegment {
        if (seq < 0 || duration.isNegative() || duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException("Segment " + seq + " of " + duration);
        }
    }
}
