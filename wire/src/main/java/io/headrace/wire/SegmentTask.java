package io.headrace.wire;

/** What an orchestrator tells a registered worker (message {@code net.NotifySegment}, wire protocol section 8.2). */
public sealed interface SegmentTask {
    /**
     * Fetch, transcode and deliver.
     *
     * @param taskId counts from 0; the delivery names it
     * @param url where the source is
     * @param credential of the gateway, without its signature, hash and storage
     * @param orchestrator its address, or {@code offchain}
     */
    record Transcode(long taskId, String url, SegmentCredential credential, String orchestrator)
            implements SegmentTask {}

    /** Forget the session. */
    record TearDown(String sessionId) implements SegmentTask {}
}
