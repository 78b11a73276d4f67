package io.headrace.gateway.realtime;

import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.realtime.StatusDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runners last said of themselves in a stream's events, whichever of them it was. Any thread. */
public final class RunnerReport {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerReport.class);

    private StatusDocument status = StatusDocument.EMPTY;

    /**
     * @param json one document of the events channel
     * @param origin whose it is
     */
    public synchronized void take(String json, Supplier<StatusDocument.Origin> origin) {
        try {
            var envelope = EventEnvelope.decode(json);
            if (envelope.type().equals("status")) {
                status = status.followedBy(envelope.event(), origin.get());
            } else {
                LOG.debug("A runner says: {}", envelope.event());
            }
        } catch (UnreadableException senseless) {
            LOG.debug("A runner's event cannot be read: {}", senseless.getMessage());
        }
    }

    /** Empty until there was one. */
    public synchronized StatusDocument status() {
        return status;
    }
}
