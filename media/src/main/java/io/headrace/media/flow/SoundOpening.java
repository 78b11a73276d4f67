package io.headrace.media.flow;

import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;

/**
 * What is known of a segment of sound alone when it begins.
 *
 * @param start presentation time of its first unit, on the pictures' clock
 * @param discontinuity whether its times or its codec do not follow those of the segment before
 */
public record SoundOpening(MediaTime start, SoundCodec codec, boolean discontinuity) {}
