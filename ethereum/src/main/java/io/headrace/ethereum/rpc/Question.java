package io.headrace.ethereum.rpc;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;

/**
 * What is to be learned from whichever node can tell, or done by whichever node can do it.
 *
 * @param reader makes the value of the result; throws {@link IllegalArgumentException} for one that cannot be true,
 *     whereupon another node is asked
 * @param neededHead the block that a node must have seen to be asked at all; -1 for any
 * @param head which head the answer tells of; -1 for none
 * @param acts whether a node that gives no answer may have done something all the same
 */
public record Question<T>(
        String method,
        List<?> parameters,
        Function<JsonNode, T> reader,
        long neededHead,
        ToLongFunction<T> head,
        boolean acts) {

    public static <T> Question<T> of(String method, Function<JsonNode, T> reader, Object... parameters) {
        return new Question<>(method, List.of(parameters), reader, -1, _ -> -1, false);
    }

    /** The same, but not of a node that is behind this block: it would leave out what it does not know. */
    Question<T> needing(long block) {
        return new Question<>(method, parameters, reader, block, head, acts);
    }

    Question<T> telling(ToLongFunction<T> ofHead) {
        return new Question<>(method, parameters, reader, neededHead, ofHead, acts);
    }

    /** The same, as one that changes something. */
    Question<T> acting() {
        return new Question<>(method, parameters, reader, neededHead, head, true);
    }
}
