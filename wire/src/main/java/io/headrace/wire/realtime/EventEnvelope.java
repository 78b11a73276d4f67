package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/**
 * One segment of the events channel: something that a runner tells its gateway (real-time reference section 6.6).
 *
 * @param event a JSON object
 * @param queueType under which a gateway passes it on: {@link #EVENTS}, {@link #TRACE}, …
 */
public record EventEnvelope(String event, String queueType) {

    public static final String EVENTS = "ai_stream_events";
    public static final String TRACE = "stream_trace";
    public static final String HEARTBEAT = "stream_heartbeat";

    private static final String TYPE = "map[string]interface {}";

    /** A status as it is told by runners. */
    public static EventEnvelope of(RunnerStatus status) {
        return new EventEnvelope(RunnerStatusCodec.encode(status), EVENTS);
    }

    /**
     * The last event of a session, by the orchestrator that ends it: {@code {"type":"error","message":…,"reason":…}}. Errors
     * of a runner that goes on have no reason.
     *
     * @param message for people
     * @param reason for programs
     */
    public static EventEnvelope end(String message, String reason) {
        var event =
                new JsonObject().text("type", "error").text("message", message).text("reason", reason);
        return new EventEnvelope(event.toString(), EVENTS);
    }

    public String encode() {
        return new JsonObject()
                .json("event", event)
                .text("queue_event_type", queueType)
                .toString();
    }

    /** A document without an envelope is the event itself, of the type {@link #EVENTS}. */
    public static EventEnvelope decode(String json) throws UnreadableException {
        var fields = LiveBody.fields(json, TYPE);
        var event = fields.objectText("event");
        return event.isPresent()
                ? new EventEnvelope(event.get(), fields.text("queue_event_type"))
                : new EventEnvelope(json.strip(), EVENTS);
    }

    /** What the event calls itself: {@code status}, {@code error}, {@code restart}, …; empty when it does not. */
    public String type() throws UnreadableException {
        return LiveBody.fields(event, TYPE).text("type");
    }
}
