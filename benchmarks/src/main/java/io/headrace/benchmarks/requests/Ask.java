package io.headrace.benchmarks.requests;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is asked of the runner: so many tokens, at once or one after the other.
 *
 * @param tokens at least one; of a whole answer they are only charged
 * @param pace tokens a second; 0 for as fast as they are taken
 */
record Ask(int tokens, int pace, Form form) {

    static final String PIPELINE = "llm";
    static final String MODEL = "measured";

    private static final JsonMapper JSON = new JsonMapper();

    /** How the answer comes. */
    enum Form {
        WHOLE,
        STREAMED
    }

    /** A few words, charged as if they were as many tokens as a gateway takes: about fifteen make a ticket. */
    static final Ask TRIVIAL = new Ask(131_072, 0, Form.WHOLE);

    Ask {
        if (tokens < 1 || pace < 0) {
            throw new IllegalArgumentException(tokens + " tokens, " + pace + " a second");
        }
    }

    static Ask streamed(int tokens, int pace) {
        return new Ask(tokens, pace, Form.STREAMED);
    }

    /** The document that clients send; the prompt says the pace. */
    String json() {
        return JSON.writeValueAsString(Map.of(
                "model",
                MODEL,
                "messages",
                List.of(Map.of("role", "user", "content", "pace " + pace)),
                "max_tokens",
                tokens,
                "stream",
                form == Form.STREAMED));
    }

    /** @throws IllegalArgumentException when it is none of ours */
    static Ask parse(String json) {
        var document = JSON.readTree(json);
        var prompt = document.path("messages").path(0).path("content").asString("");
        if (!prompt.matches("pace \\d{1,6}")) {
            throw new IllegalArgumentException("The prompt is \"" + prompt + "\", not a pace");
        }
        return new Ask(
                document.path("max_tokens").asInt(0),
                Integer.parseInt(prompt.substring("pace ".length())),
                document.path("stream").asBoolean(false) ? Form.STREAMED : Form.WHOLE);
    }
}
