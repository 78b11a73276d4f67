package io.headrace.cli.run.reply;

import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The whole answer of a pipeline (pipelines section 1.2), told by its shape: pipelines that nobody knows here have one, too. */
public sealed interface Reply {

    /** Pictures, clips, recordings: at least one. */
    record Files(List<Item> files) implements Reply {
        public Files {
            files = List.copyOf(files);
        }
    }

    /**
     * One file.
     *
     * @param url absolute, relative to the gateway, or the data itself
     * @param seed that makes it again
     * @param nsfw what the safety check said
     * @param extension for its name where the address has none, with its dot
     */
    record Item(String url, OptionalLong seed, boolean nsfw, String extension) {}

    /** @param chunks words with their times, as they came; empty when there are none */
    record Words(String text, JsonNode chunks) implements Reply {}

    /** @param tokens of question and answer; empty when it is not told */
    record Chat(String text, OptionalLong tokens) implements Reply {}

    /** Each a JSON text, best first. */
    record Masks(String masks, String scores) implements Reply {}

    /** Whatever else it is. */
    record Other(JsonNode document) implements Reply {}
}
