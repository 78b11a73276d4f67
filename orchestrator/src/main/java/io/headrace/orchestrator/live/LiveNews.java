package io.headrace.orchestrator.live;

import io.headrace.admission.live.LiveEnd;
import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.text.JsonObject;
import java.time.Duration;

/** What an orchestrator says itself on the events channel of a session, among what its runner says. */
final class LiveNews {

    private LiveNews() {}

    static String end(LiveEnd end) {
        return EventEnvelope.end(end.sentence(), end.code()).encode();
    }

    /** {@code {"type":"draining","message":…,"patience_ms":…}}. */
    static String drain(Duration patience) {
        var event = new JsonObject()
                .text("type", "draining")
                .text(
                        "message",
                        "The orchestrator is taken out of service and ends this session in " + patience.toSeconds()
                                + " s. Go on with another one.")
                .number("patience_ms", patience.toMillis());
        return new EventEnvelope(event.toString(), EventEnvelope.EVENTS).encode();
    }
}
