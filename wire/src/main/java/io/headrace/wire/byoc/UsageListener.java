package io.headrace.wire.byoc;

import io.headrace.wire.sse.EventStreamDecoder;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Listens to an application's events for how many units were used ({@link UsedUnits}), while others pass them on. The last
 * word counts. After an event that is too long to be kept nothing more is heard. One thread.
 */
public final class UsageListener {

    private final EventStreamDecoder decoder = new EventStreamDecoder();
    private OptionalLong told = OptionalLong.empty();
    private boolean deaf;

    /** @param bytes of which neither position nor limit changes */
    public void hear(ByteBuffer bytes) {
        if (deaf) {
            return;
        }
        try {
            decoder.feed(bytes.duplicate()).forEach(this::hear);
        } catch (UnreadableException tooLong) {
            deaf = true;
        }
    }

    private void hear(ServerEvent event) {
        var units = UsedUnits.decode(event);
        told = units.isPresent() ? units : told;
    }

    /** The stream is over, perhaps in the middle of an event. */
    public void end() {
        decoder.end().ifPresent(this::hear);
    }

    /** Empty while nothing was told. */
    public OptionalLong told() {
        return told;
    }
}
