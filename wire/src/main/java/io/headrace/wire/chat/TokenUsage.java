package io.headrace.wire.chat;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;

/**
 * What a language model counted. Never negative.
 *
 * @param total as it was told, which need not be the sum
 */
public record TokenUsage(long prompt, long completion, long total) {

    static final String FIELD = "usage";

    public TokenUsage {
        if (prompt < 0 || completion < 0 || total < 0) {
            throw new IllegalArgumentException("Tokens: " + prompt + " + " + completion + " = " + total);
        }
    }

    /** Empty when it is not told. */
    static Optional<TokenUsage> of(JsonDocument document) throws UnreadableException {
        var fields = document.fields();
        return fields.has(FIELD) ? Optional.of(read(fields.object(FIELD))) : Optional.empty();
    }

    private static TokenUsage read(JsonFields usage) throws UnreadableException {
        long prompt = count(usage, "prompt_tokens");
        long completion = count(usage, "completion_tokens");
        return new TokenUsage(
                prompt, completion, usage.has("total_tokens") ? count(usage, "total_tokens") : prompt + completion);
    }

    private static long count(JsonFields usage, String name) throws UnreadableException {
        long count = usage.whole(name).orElse(0);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new UnreadableException(name + " is " + count + ", no count of tokens");
        }
        return count;
    }

    /** As it travels. */
    public String json() {
        return new JsonObject()
                .number("completion_tokens", completion)
                .number("prompt_tokens", prompt)
                .number("total_tokens", total)
                .toString();
    }
}
