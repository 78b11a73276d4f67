package io.headrace.wire.chat;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.List;
import java.util.Optional;

/**
 * The whole answer of a language model, or one piece of it: the same document, with a {@code message} or a {@code delta} in
 * each choice. Kept whole, so that what is new in it reaches the client.
 *
 * @param usage empty when it is not told; servers that speak as OpenAI tell it once, at the end
 */
public record ChatReply(JsonDocument document, Optional<TokenUsage> usage) {

    /** Characters of one answer or piece. */
    public static final int MAX_LENGTH = 4_194_304;

    private static final String TYPE = "worker.LLMResponse";
    private static final String CHOICES = "choices";
    private static final String FINISH_REASON = "finish_reason";

    /** @throws UnreadableException when it is none */
    public static ChatReply decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, TYPE, MAX_LENGTH);
        document.fields().objects(CHOICES, "LLMChoice");
        return new ChatReply(document, TokenUsage.of(document));
    }

    /** Whether anything was chosen: existing nodes do not survive an answer in which nothing was. */
    public boolean hasChoices() throws UnreadableException {
        return !document.fields()
                .objects(CHOICES, "LLMChoice")
                .orElse(List.of())
                .isEmpty();
    }

    /** Why the first choice ended; empty while it goes on. */
    public String finishReason() throws UnreadableException {
        var choices = document.fields().objects(CHOICES, "LLMChoice").orElse(List.of());
        return choices.isEmpty() ? "" : choices.getFirst().text(FINISH_REASON);
    }

    /** Says this usage instead of its own. */
    public ChatReply with(TokenUsage counted) {
        return new ChatReply(document.withJson(TokenUsage.FIELD, counted.json()), Optional.of(counted));
    }

    /** As existing nodes write it: names in their order, nothing that is {@code null}. */
    public String encode() {
        return document.withoutNulls().sorted();
    }
}
