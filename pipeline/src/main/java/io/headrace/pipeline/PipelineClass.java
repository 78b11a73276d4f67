package io.headrace.pipeline;

/** How the work of a pipeline is shaped, which decides what latency is tolerated and how it is dispatched. */
public enum PipelineClass {
    /** Segments of video; throughput for files, below a second for live streams. */
    VIDEO,
    /** One request, one answer; seconds to tens of seconds. */
    BATCH,
    /** A stream of frames in and out; below a second per frame. */
    REALTIME
}
