package io.headrace.wire.runner;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/**
 * The answer to a client that opened a session: {@code POST /apps/{runner}/session} (real-time reference section 9.5).
 *
 * @param appUrl under which the application is called
 * @param controlUrl under which the session is paid and stopped
 */
public record SessionGrant(String sessionId, String appUrl, String controlUrl) {

    public static SessionGrant decode(String json) throws UnreadableException {
        var fields = RunnerDocuments.fields(json, "core.LiveRunnerSession");
        return new SessionGrant(
                RunnerDocuments.required(fields, "session_id"),
                RunnerDocuments.required(fields, "app_url"),
                RunnerDocuments.required(fields, "control_url"));
    }

    public String encode() {
        return new JsonObject()
                .text("session_id", sessionId)
                .text("app_url", appUrl)
                .text("control_url", controlUrl)
                .toString();
    }
}
