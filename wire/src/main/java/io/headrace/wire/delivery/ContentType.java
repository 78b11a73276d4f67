package io.headrace.wire.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * How the body of a delivery is to be read.
 *
 * @param mediaType in lower case; not empty
 * @param boundary between the parts of one that has parts; empty when none is named
 */
record ContentType(String mediaType, String boundary) {

    /** Empty for a text that names no media type. */
    static Optional<ContentType> of(String header) {
        var pieces = header.split(";", -1);
        var mediaType = pieces[0].strip().toLowerCase(Locale.ROOT);
        return mediaType.isEmpty() ? Optional.empty() : Optional.of(new ContentType(mediaType, boundary(pieces)));
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
}
