package io.headrace.gateway.realtime.output;

import io.headrace.media.AccessUnit;

/**
 * Somewhere an output goes. Called by one thread at a time, which carries everybody's pictures: a sink never blocks, and
 * what it cannot take in time it loses by itself.
 */
public interface OutputSink {

    /** The next unit; times never go back, and pictures begin with a keyframe. */
    void unit(AccessUnit unit);

    /** Nothing follows. Called once. */
    void ended();
}
