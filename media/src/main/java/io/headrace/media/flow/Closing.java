package io.headrace.media.flow;

import io.headrace.media.MediaTime;

/**
 * What is known of a segment when it ends.
 *
 * @param end presentation time of the first unit of the next segment, or when the last unit ends
 * @param pictures how many it holds; none in a segment of sound alone
 */
public record Closing(MediaTime end, long pictures) {}
