package io.headrace.wire.batch;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What a field of a request holds. In a document it has its own type; in a form everything is text. */
enum FieldKind {
    TEXT,
    WHOLE,
    DECIMAL,
    FLAG,
    /** A list of objects that only the runner understands; in documents alone. */
    OBJECTS;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern DECIMAL_NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?([eE][+-]?\\d{1,2})?");

    /** @throws UnreadableException when the document has something else there */
    void check(JsonFields fields, String name) throws UnreadableException {
        switch (this) {
            case TEXT -> fields.text(name);
            case WHOLE -> fields.whole(name);
            case DECIMAL -> fields.decimal(name);
            case FLAG -> fields.flag(name);
            case OBJECTS -> fields.objects(name, "object");
        }
    }

    /**
     * The same value in a document.
     *
     * @param text of a form's field
     * @throws UnreadableException when it cannot be such a value
     */
    String toJson(String name, String text) throws UnreadableException {
        return switch (this) {
            case TEXT -> JsonObject.quoted(text);
            case WHOLE -> {
                require(WHOLE_NUMBER.matcher(text).matches(), name, text, "whole number");
                yield Long.toString(Long.parseLong(text));
            }
            case DECIMAL -> {
                require(DECIMAL_NUMBER.matcher(text).matches(), name, text, "number");
                yield new BigDecimal(text).toPlainString();
            }
            case FLAG -> {
                require(text.equals("true") || text.equals("false"), name, text, "flag: true or false");
                yield text;
            }
            case OBJECTS -> throw new UnreadableException(name + " has no place in a form");
        };
    }

    /** The same value in a form. */
    String toText(JsonFields fields, String name) throws UnreadableException {
        return switch (this) {
            case TEXT -> fields.text(name);
            case WHOLE -> Long.toString(fields.whole(name).orElse(0));
            case DECIMAL ->
                BigDecimal.valueOf(fields.decimal(name).orElse(0))
                        .stripTrailingZeros()
                        .toPlainString();
            case FLAG -> Boolean.toString(fields.flag(name));
            case OBJECTS -> throw new UnreadableException(name + " has no place in a form");
        };
    }

    private static void require(boolean met, String name, String text, String wanted) throws UnreadableException {
        if (!met) {
            var shown = text.substring(0, Math.min(64, text.length()));
            throw new UnreadableException(name + " is \"" + shown + "\"; it must be a " + wanted);
        }
    }
}
