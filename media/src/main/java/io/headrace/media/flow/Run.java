package io.headrace.media.flow;

import java.nio.ByteBuffer;

/** The part of a sink that takes a segment once it has begun. Called by the thread that feeds the flow. */
public interface Run {

    /**
     * Whole packets of a transport stream, which complete one unit: they can be sent at once.
     *
     * @param run read-only, and of no other use to the flow: it may be kept
     */
    void bytes(ByteBuffer run);

    /** The segment is whole. */
    void end(Closing closing);
}
