package io.headrace.gateway.live.http;

import java.time.Duration;

/**
 * What is taken from those who push.
 *
 * @param segmentBytes of one segment
 * @param heldBytes of all segments that are in memory at once, because they are being received or measured
 * @param pushesPerStream at once; they are worked on one after another
 * @param body within which a segment must have come whole
 * @param result within which it must have been published, once it was taken in
 * @param idle after the last push, the publisher's place is free for others
 */
public record PushConfig(
        int segmentBytes, long heldBytes, int pushesPerStream, Duration body, Duration result, Duration idle) {

    /** Segment size and idle time are the network's (wire protocol section 3.7). */
    public static final PushConfig DEFAULT = new PushConfig(
            300_000_000, 1L << 30, 16, Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofSeconds(60));

    public PushConfig {
        if (segmentBytes < 1 || heldBytes < segmentBytes || pushesPerStream < 1) {
            throw new IllegalArgumentException("Segments of " + segmentBytes + " bytes, " + heldBytes
                    + " bytes of them held, " + pushesPerStream + " pushes per stream");
        }
        if (!body.isPositive() || !result.isPositive() || !idle.isPositive()) {
            throw new IllegalArgumentException(
                    "Body within " + body + ", result within " + result + ", idle for " + idle);
        }
    }
}
