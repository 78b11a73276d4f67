package io.headrace.wire.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param headers names in lower case; of those that come twice, all values with a comma between
 * @param latin1 the body, with one character for each byte
 * @param trailers as the headers
 */
public record RawAnswer(int status, Map<String, String> headers, String latin1, Map<String, String> trailers) {

    /** @param name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public byte[] body() {
        return latin1.getBytes(ISO_8859_1);
    }

    public String text() {
        return new String(body(), UTF_8);
    }
}
