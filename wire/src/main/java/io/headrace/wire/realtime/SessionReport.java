package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an AI worker of ours says about a live session that it was given, as the result of its task: {@code
 * {"status":"accepted"}}, then {@code running}, at last {@code finished} or the text of an error.
 */
public enum SessionReport {
    /** It has the task, and a runner of it is asked or started. */
    ACCEPTED,
    /** The runner has taken the session and is healthy. */
    RUNNING,
    /** The session was stopped, or its input ended; the runner is free. */
    FINISHED;

    /** Bytes that are read of one. */
    public static final int MAX_BYTES = 4_096;

    private static final String STATUS = "status";

    public String encode() {
        return new JsonObject().text(STATUS, name().toLowerCase(Locale.ROOT)).toString();
    }

    /** @throws UnreadableException when it is none of them */
    public static SessionReport decode(String json) throws UnreadableException {
        var status = LiveBody.required(LiveBody.fields(json, "status"), STATUS);
        return Arrays.stream(values())
                .filter(report -> report.name().equals(status.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("a session that is " + status));
    }
}
