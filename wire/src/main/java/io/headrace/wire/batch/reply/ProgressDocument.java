package io.headrace.wire.batch.reply;

import io.headrace.pipeline.Progress;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a request is, between nodes of ours: {@code GET /progress/NAME} where it was sent with {@code Headrace-Progress: NAME}.
 *
 * <pre>
 * 200  {"done":120,"whole":3600}, without "whole" where nobody knows
 * 404  nothing is known of such a request, or nothing yet
 * </pre>
 */
public final class ProgressDocument {

    public static final String PATH = "/progress/";

    /** Bytes of one at most. */
    public static final int MAX_BYTES = 4_096;

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private ProgressDocument() {}

    /** The name in a header, if it is a good one. */
    public static Optional<String> name(Optional<String> header) {
        return header.filter(name -> NAME.matcher(name).matches());
    }

    public static String encode(Progress progress) {
        var document = new JsonObject().number("done", progress.done());
        progress.whole().ifPresent(whole -> document.number("whole", whole));
        return document.toString();
    }

    public static Progress decode(String json) throws UnreadableException {
        var fields = JsonFields.parse(json, "progress");
        long done = fields.whole("done").orElse(-1);
        if (done < 0) {
            throw new UnreadableException("a progress that does not say how much is done");
        }
        return Progress.of(done, fields.whole("whole").orElse(0));
    }
}
