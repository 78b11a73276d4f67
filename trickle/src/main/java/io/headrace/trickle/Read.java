package io.headrace.trickle;

import java.nio.ByteBuffer;

/** What a reader of a segment gets next. */
public sealed interface Read {
    /** A run of bytes, read-only, of any size: all that waits, as far as it lies together. Valid for as long as anybody holds it. */
    record Bytes(ByteBuffer run) implements Read {}

    /**
     * The segment ends here.
     *
     * @param channelEnded whether its channel is gone too, so that no segment follows
     */
    record End(boolean channelEnded) implements Read {}

    /** The rest is lost to this reader: it was too slow for what the channel may hold, or waited too long. */
    record Cut(String reason) implements Read {}
}
