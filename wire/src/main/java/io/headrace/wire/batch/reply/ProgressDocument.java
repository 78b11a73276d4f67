package io.headrace.wire.batch.reply;

import io.headrace.pipeline.Progress;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/** How far a request is, in the answer to a {@link io.headrace.pipeline.ProgressQuestion}: {@code {"done":120,"whole":3600}}. */
public final class ProgressDocument {

    private ProgressDocument() {}

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
