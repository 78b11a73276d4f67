package io.headrace.models.frame;

import io.headrace.media.AccessUnit;

/**
 * A coded picture that came out of a line, and when its stations were done, on the clock that the line was given.
 *
 * @param picture H.264 with the source picture's time
 */
public record Made(AccessUnit.Picture picture, long decodedNanos, long transformedNanos, long encodedNanos) {}
