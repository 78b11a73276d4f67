package io.headrace.orchestrator.live;

import io.headrace.admission.live.LiveEnd;
import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.text.JsonObject;
import java.time.Duration;

/** What an orchestrator says itself on the events channel of a session, among what its runner says. */
final class LiveNews {

    private LiveNews() {}

    /** {@code {"type":"error","message":…,"reason":…}}. */
    static String end(LiveEnd end) {
        return event(new JsonObject()
                .text("type", "error")
                .text("message", end.sentence())
                .text("reason", end.code()));
    }

    /** {@code {"type":"draining","message":…,"patience_ms":…}}. */
    static String drain(Duration patience) {
        return event(new JsonObject()
                .text("type", "draining")
                .text(
                        "message",
                        "The orchestrator is taken out of service and ends this session in " + patience.toSeconds()
                                + " s. Go on with another one.")
                .number("patience_ms", patience.toMillis()));
    }

    private static String event(JsonObject event) {
        return new EventEnvelope(event.toString(), EventEnvelope.EVENTS).encode();
    }
}
