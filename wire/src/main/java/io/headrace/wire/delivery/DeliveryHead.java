package io.headrace.wire.delivery;

import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import java.util.Optional;
import java.util.function.Function;

/**
 * The head of a delivery, once it is known that a worker sent it: which task it is about, and how its body is to be
 * read.
 */
public record DeliveryHead(long taskId, Body body) {

    /** What follows the head. */
    public sealed interface Body {

        /** @param boundary between the parts; empty when the worker named none */
        record Multipart(String boundary) implements Body {}

        /** The text of an error. */
        record ErrorText() implements Body {}

        /** Something that the network takes and ignores. */
        record Other(String mediaType) implements Body {}
    }

    /** @param headers finds the first value of a header by its name, in any case */
    public static Decoded<DeliveryHead> decode(Function<String, Optional<String>> headers) {
        var body = headers.apply(DeliveryHeaders.CONTENT_TYPE)
                .flatMap(ContentType::of)
                .map(DeliveryHead::body);
        var taskId = headers.apply(DeliveryHeaders.TASK_ID).flatMap(DeliveryHead::number);
        if (body.isEmpty()) {
            return refused(PeerError.NO_MEDIA_TYPE);
        }
        if (taskId.isEmpty()) {
            return refused(PeerError.INVALID_TASK);
        }
        // An error has no pixels, and is not asked for them.
        boolean counted = headers.apply(DeliveryHeaders.PIXELS)
                .flatMap(DeliveryHead::number)
                .isPresent();
        if (!counted && !(body.get() instanceof Body.ErrorText)) {
            return refused(PeerError.INVALID_PIXELS);
        }
        return new Decoded.Value<>(new DeliveryHead(taskId.get(), body.get()));
    }

    private static Decoded<DeliveryHead> refused(PeerError error) {
        return new Decoded.Refused<>(error.refusal());
    }

    private static Body body(ContentType type) {
        return switch (type.mediaType()) {
            case DeliveryHeaders.MULTIPART -> new Body.Multipart(type.boundary());
            case DeliveryHeaders.FAILURE -> new Body.ErrorText();
            default -> new Body.Other(type.mediaType());
        };
    }

    static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
