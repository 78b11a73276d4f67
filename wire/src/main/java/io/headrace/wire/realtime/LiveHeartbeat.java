package io.headrace.wire.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.List;

/**
 * What a gateway posts every 5 s to the application that sends it streams, and learns from it (real-time reference
 * section 3.2).
 *
 * @param streamIds of the streams that run
 */
public record LiveHeartbeat(List<String> streamIds) {

    public static final String MEDIA_TYPE = "application/json";

    /** Why a stream is ended that the application no longer wants; clients are shown it. */
    public static final String CREDIT_EXHAUSTION = "credit_exhaustion";

    public LiveHeartbeat {
        streamIds = List.copyOf(streamIds);
    }

    public byte[] body() {
        return new JsonObject().texts("ids", streamIds).toString().getBytes(UTF_8);
    }

    /** The streams that are to end; most answers say nothing. */
    public static List<String> terminated(byte[] answer) throws UnreadableException {
        var text = new String(answer, UTF_8);
        return text.isBlank() ? List.of() : LiveBody.fields(text, "heartbeat").texts("terminatedStreamIds");
    }
}
