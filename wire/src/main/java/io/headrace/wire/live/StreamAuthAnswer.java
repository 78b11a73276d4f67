package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What an auth webhook answers (wire protocol section 3.9). */
public sealed interface StreamAuthAnswer {

    /** Bytes of its body that are worth reading; a longer one is a denial. */
    int MAX_BYTES = StreamConfiguration.MAX_LENGTH;

    /** @param configuration {@link StreamConfiguration#DEFAULT} when the webhook had nothing to say */
    record Allowed(StreamConfiguration configuration) implements StreamAuthAnswer {}

    /** @param reason for the log; the client is told nothing of it */
    record Denied(String reason) implements StreamAuthAnswer {}

    /** Only status 200 allows, and what it says must make sense and name the stream. */
    static StreamAuthAnswer read(int status, byte[] body) {
        if (body.length > MAX_BYTES) {
            return new Denied("an answer of " + body.length + " bytes; at most " + MAX_BYTES + " are read");
        }
        var text = new String(body, UTF_8);
        if (status != 200) {
            return new Denied("status=" + status + " error=" + text);
        }
        if (text.isEmpty()) {
            return new Allowed(StreamConfiguration.DEFAULT);
        }
        return switch (StreamConfiguration.read(text)) {
            case StreamConfiguration.Reading.Unreadable(var reason) -> new Denied(reason);
            case StreamConfiguration.Reading.Read(var configuration) ->
                configuration.manifest().isEmpty()
                        ? new Denied("empty manifest id not allowed")
                        : new Allowed(configuration);
        };
    }
}
