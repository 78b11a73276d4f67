package io.headrace.gateway.realtime;

import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runners last said of themselves in a stream's events, whichever of them it was. Any thread. */
final class RunnerReport {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerReport.class);

    private volatile Optional<String> status = Optional.empty();

    /** @param json one document of the events channel */
    void take(String json) {
        try {
            var envelope = EventEnvelope.decode(json);
            if (envelope.type().equals("status")) {
                status = Optional.of(envelope.event());
            } else {
                LOG.debug("A runner says: {}", envelope.event());
            }
        } catch (UnreadableException senseless) {
            LOG.debug("A runner's event cannot be read: {}", senseless.getMessage());
        }
    }

    /** Empty until there was one. */
    Optional<String> status() {
        return status;
    }
}
