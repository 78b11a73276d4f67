package io.headrace.wire.delivery;

import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import java.util.Optional;
import java.util.function.Function;

/**
 * The head of what an AI worker tells about a task, once it is known that a worker sent it (pipelines reference section
 * 4.4): which task it is about, and how its body is to be read.
 */
public record AiResultHead(long taskId, Body body) {

    /** What follows the head. */
    public sealed interface Body {

        /** The text of an error. */
        record ErrorText() implements Body {}

        /** One JSON document: how a live session stands. Between nodes of ours. */
        record Json() implements Body {}

        /** How far the task is. Between nodes of ours. */
        record Progress() implements Body {}

        /** What was made: files before a document, or a chat in pieces. It is passed on as it arrives. */
        record Answer(String mediaType) implements Body {}

        /** Something that is not taken. */
        record Other(String mediaType) implements Body {}
    }

    /** @param headers finds the first value of a header by its name, in any case */
    public static Decoded<AiResultHead> decode(Function<String, Optional<String>> headers) {
        var body = headers.apply(AiResultHeaders.CONTENT_TYPE)
                .flatMap(ContentType::of)
                .map(AiResultHead::body);
        if (body.isEmpty()) {
            return new Decoded.Refused<>(PeerError.NO_MEDIA_TYPE.refusal());
        }
        return headers.apply(DeliveryHeaders.TASK_ID)
                .flatMap(DeliveryHead::number)
                .<Decoded<AiResultHead>>map(task -> new Decoded.Value<>(new AiResultHead(task, body.get())))
                .orElseGet(() -> new Decoded.Refused<>(PeerError.INVALID_TASK.refusal()));
    }

    private static Body body(ContentType type) {
        return switch (type.mediaType()) {
            case AiResultHeaders.FAILURE -> new Body.ErrorText();
            case AiResultHeaders.JSON -> new Body.Json();
            case AiResultHeaders.PROGRESS -> new Body.Progress();
            case AiResultHeaders.PARTS, AiResultHeaders.EVENTS -> new Body.Answer(type.mediaType());
            default -> new Body.Other(type.mediaType());
        };
    }
}
