package io.headrace.wire.runner;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the documents of live runners have in common. */
final class RunnerDocuments {

    /** Characters of one document. */
    static final int MAX_LENGTH = 1_048_576;

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6}(?:\\.\\d{1,3})?)s)?");

    private RunnerDocuments() {}

    static JsonFields fields(String json, String type) throws UnreadableException {
        return JsonDocument.parse(json, type, MAX_LENGTH).fields();
    }

    static String required(JsonFields fields, String name) throws UnreadableException {
        var value = fields.text(name);
        if (value.isEmpty()) {
            throw new UnreadableException("no " + name);
        }
        return value;
    }

    /** @param field by whose name it is refused */
    static URI url(String text, String field) throws UnreadableException {
        try {
            var url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            throw new UnreadableException("invalid " + field);
        }
        throw new UnreadableException("invalid " + field);
    }

    /** As the language of existing nodes prints it: {@code 5s}, {@code 1m30s}. */
    static Duration duration(String text) throws UnreadableException {
        var parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new UnreadableException("not a duration: \"" + text.substring(0, Math.min(32, text.length())) + "\"");
        }
        double seconds = parts.group(3) == null ? 0 : Double.parseDouble(parts.group(3));
        return Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusMillis(Math.round(seconds * 1_000));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
