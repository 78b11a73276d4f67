package io.headrace.media.flow;

import io.headrace.media.MediaTime;
import io.headrace.media.codec.SequenceFormat;

/**
 * What is known of a segment of pictures when it begins.
 *
 * @param start presentation time of its keyframe
 * @param discontinuity whether its times or its parameters do not follow those of the segment before
 */
public record Opening(MediaTime start, SequenceFormat.Parsed format, boolean discontinuity) {}
