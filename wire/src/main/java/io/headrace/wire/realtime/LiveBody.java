package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;

/** How much is read of what peers of a live session say to each other. */
public final class LiveBody {

    /** Bytes of one JSON document, in a body as in a segment; whoever reads from a peer stops there. */
    public static final int MAX_BYTES = 1_048_576;

    private LiveBody() {}

    /** @param type how errors name the object */
    static JsonFields fields(String json, String type) throws UnreadableException {
        if (json.length() > MAX_BYTES) {
            throw new UnreadableException(
                    "a document of " + json.length() + " characters; at most " + MAX_BYTES + " are read");
        }
        var fields = JsonFields.parse(json, type);
        if (!json.stripLeading().startsWith("{")) {
            throw new UnreadableException("null where an object belongs");
        }
        return fields;
    }

    /** A text that must be there. */
    static String required(JsonFields fields, String name) throws UnreadableException {
        var value = fields.text(name);
        if (value.isEmpty()) {
            throw new UnreadableException("no " + name);
        }
        return value;
    }
}
