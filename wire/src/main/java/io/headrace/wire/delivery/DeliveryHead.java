package io.headrace.wire.delivery;

import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import java.util.Locale;
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
        var body = headers.apply(DeliveryHeaders.CONTENT_TYPE).flatMap(DeliveryHead::body);
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

    private static Optional<Body> body(String contentType) {
        var pieces = contentType.split(";", -1);
        var mediaType = pieces[0].strip().toLowerCase(Locale.ROOT);
        return switch (mediaType) {
            case "" -> Optional.empty();
            case DeliveryHeaders.MULTIPART -> Optional.of(new Body.Multipart(boundary(pieces)));
            case DeliveryHeaders.FAILURE -> Optional.of(new Body.ErrorText());
            default -> Optional.of(new Body.Other(mediaType));
        };
    }

    private static String boundary(String[] pieces) {
        for (String piece : pieces) {
            var parameter = piece.strip();
            if (parameter.regionMatches(true, 0, "boundary=", 0, 9)) {
                var value = parameter.substring(9).strip();
                boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
