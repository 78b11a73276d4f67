package io.headrace.wire.runner;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/**
 * A trickle channel that an orchestrator made for a runner (real-time reference section 9.7).
 *
 * @param name by which the runner asked for it: {@code in}
 * @param channel its name on the orchestrator: {@code a50ddd41-in}
 * @param url for clients
 * @param internalUrl for the runner; empty where it is the same
 */
public record RunnerChannel(String name, String channel, String url, String internalUrl, String mediaType) {

    /** What is in a channel whose maker did not say. */
    public static final String ANY_MEDIA_TYPE = "application/octet-stream";

    static RunnerChannel decode(JsonFields fields) throws UnreadableException {
        return new RunnerChannel(
                fields.text("name"),
                fields.text("channel_name"),
                RunnerDocuments.required(fields, "url"),
                fields.text("internal_url"),
                fields.text("mime_type"));
    }

    String encode() {
        return new JsonObject()
                .text("name", name)
                .text("channel_name", channel)
                .text("url", url)
                .textIfAny("internal_url", internalUrl)
                .text("mime_type", mediaType)
                .toString();
    }
}
