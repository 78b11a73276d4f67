package io.headrace.wire.runner;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What an orchestrator tells a runner on the channel of its events (real-time reference section 9.1). */
public sealed interface SessionNews {

    /** Every ten seconds, so that the channel stays. */
    record KeepAlive() implements SessionNews {}

    record Reserved(String session, Instant at) implements SessionNews {}

    record Released(String session, Instant at) implements SessionNews {}

    static SessionNews decode(String json) throws UnreadableException {
        var fields = RunnerDocuments.fields(json, "core.SessionNews");
        if (fields.isText("keep", "alive")) {
            return new KeepAlive();
        }
        var session = RunnerDocuments.required(fields, "session");
        try {
            var at = Instant.parse(fields.text("timestamp"));
            return switch (fields.text("event")) {
                case "reserved" -> new Reserved(session, at);
                case "released" -> new Released(session, at);
                default -> throw new UnreadableException("news of a session that is neither reserved nor released");
            };
        } catch (DateTimeException noTime) {
            throw new UnreadableException("timestamp is no time: " + noTime.getMessage());
        }
    }

    default String encode() {
        return switch (this) {
            case KeepAlive() -> new JsonObject().text("keep", "alive").toString();
            case Reserved(var session, var at) -> event("reserved", session, at);
            case Released(var session, var at) -> event("released", session, at);
        };
    }

    private static String event(String event, String session, Instant at) {
        return new JsonObject()
                .text("event", event)
                .text("session", session)
                .text("timestamp", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .toString();
    }
}
