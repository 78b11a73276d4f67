package io.headrace.gateway.live.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110 section 14). One range of bytes is understood; several at once, and units other than
 * bytes, are passed over, which the RFC allows.
 *
 * @param from the first byte
 * @param to the last byte
 */
record ByteRange(long from, long to) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a request asks for. */
    sealed interface Asked {}

    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    /** Nothing of the file lies in it. */
    record Outside() implements Asked {}

    static Asked of(Optional<String> header, long size) {
        var match = ONE.matcher(header.map(String::strip).orElse(""));
        if (!match.matches()) {
            return new Whole();
        }
        var first = match.group(1);
        var last = match.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Whole();
        }
        return from >= size ? new Outside() : new Part(new ByteRange(from, to));
    }

    private static Asked suffix(long length, long size) {
        return length == 0 || size == 0 ? new Outside() : new Part(new ByteRange(Math.max(0, size - length), size - 1));
    }

    long length() {
        return to - from + 1;
    }
}
