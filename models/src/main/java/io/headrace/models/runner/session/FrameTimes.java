package io.headrace.models.runner.session;

/**
 * When one frame passed the stations of the session; in nanoseconds of the host's monotonic clock, comparable on one
 * host alone.
 *
 * @param presentation in 1/90000 s
 * @param read its last byte came from the input channel
 * @param decoded its picture was there
 * @param transformed the model was through with it
 * @param encoded the new picture was there
 * @param written its last byte was given to the output channel
 */
record FrameTimes(long presentation, long read, long decoded, long transformed, long encoded, long written) {}
