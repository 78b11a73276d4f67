package io.headrace.wire.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.text.UnreadableException;

/** What the auth webhook of live video-to-video answers (real-time reference section 3.1). */
public sealed interface LiveAuthAnswer {

    /** @param options in place of those that came with the stream, as far as it says any */
    record Allowed(LiveOptions options) implements LiveAuthAnswer {}

    /** @param reason for the log; the client is told nothing of it */
    record Denied(String reason) implements LiveAuthAnswer {}

    /** Every status of success allows, if what is said with it makes sense. */
    static LiveAuthAnswer read(int status, byte[] body) {
        var text = new String(body, UTF_8);
        if (status < 200 || status > 299) {
            return new Denied("status=" + status + " error=" + text);
        }
        if (text.isBlank()) {
            return new Allowed(LiveOptions.NONE);
        }
        try {
            return new Allowed(options(text));
        } catch (UnreadableException unreadable) {
            return new Denied(unreadable.sentence());
        }
    }

    private static LiveOptions options(String text) throws UnreadableException {
        var fields = LiveBody.fields(text, "server.AIAuthResponse");
        return new LiveOptions(
                fields.text("pipeline"),
                fields.text("pipeline_id"),
                fields.objectText("pipeline_parameters"),
                fields.text("stream_id"),
                fields.text("rtmp_output_url"),
                "");
    }
}
