package io.headrace.wire.batch.result;

import io.headrace.pipeline.PipelineName;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The head of a result, once it is known that a worker sent it: which task it is about, and how its body is read. */
public record ResultHead(long taskId, PipelineName pipeline, Body body) {

    /** What follows the head. */
    public sealed interface Body {

        /** Files, then the answer. */
        record Parts(String boundary) implements Body {}

        /** Pieces of a chat, as they are made. */
        record Events() implements Body {}

        record ErrorText() implements Body {}
    }

    /** What became of a head. */
    public sealed interface Decoding {
        record Accepted(ResultHead head) implements Decoding {}

        /** @param text as the network answers it */
        record Refused(int status, String text) implements Decoding {}
    }

    /** @param headers finds the first value of a header by its name, in any case */
    public static Decoding decode(Function<String, Optional<String>> headers) {
        var contentType = headers.apply(ResultHeaders.CONTENT_TYPE).orElse("");
        var body = body(contentType);
        if (body.isEmpty()) {
            return new Decoding.Refused(415, contentType.isEmpty() ? "mime: no media type" : "unknown content type");
        }
        var taskId = headers.apply(ResultHeaders.TASK_ID).flatMap(ResultHead::number);
        if (taskId.isEmpty()) {
            return new Decoding.Refused(400, "Invalid Task ID");
        }
        try {
            var pipeline =
                    new PipelineName(headers.apply(ResultHeaders.PIPELINE).orElse(""));
            return new Decoding.Accepted(new ResultHead(taskId.get(), pipeline, body.get()));
        } catch (IllegalArgumentException noName) {
            return new Decoding.Refused(400, "Invalid Pipeline");
        }
    }

    private static Optional<Body> body(String contentType) {
        var pieces = contentType.split(";", -1);
        return switch (pieces[0].strip().toLowerCase(Locale.ROOT)) {
            case ResultHeaders.MULTIPART -> Optional.of(new Body.Parts(boundary(pieces)));
            case ResultHeaders.EVENTS -> Optional.of(new Body.Events());
            case ResultHeaders.FAILURE -> Optional.of(new Body.ErrorText());
            default -> Optional.empty();
        };
    }

    private static String boundary(String[] pieces) {
        for (String piece : pieces) {
            var parameter = piece.strip();
            if (parameter.regionMatches(true, 0, "boundary=", 0, 9)) {
                return parameter.substring(9).strip().replaceAll("^\"|\"$", "");
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
