package io.headrace.wire.realtime;

/**
 * When one frame passed the stations of a runner, keyed by its presentation time. Times are those of the host's monotonic
 * clock in nanoseconds, comparable on one host alone.
 *
 * @param presentation in 1/90000 s
 * @param read the frame's last byte came from the input channel
 * @param decoded its picture was there
 * @param transformed the pipeline was through with it
 * @param encoded the new picture was there
 * @param written its last byte was given to the output channel
 */
public record FrameTrace(long presentation, long read, long decoded, long transformed, long encoded, long written) {}
