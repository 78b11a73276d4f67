package io.headrace.models.batch.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Reads a body of {@code multipart/form-data} (RFC 7578) that is there as a whole. Files stay where they are in it; a part
 * is a file when it has a file name.
 *
 * <pre>
 * --boundary CRLF  headers CRLF  CRLF  content  CRLF --boundary … CRLF --boundary--
 * </pre>
 */
final class MultipartReader {

    static final int MAX_BOUNDARY = 70;

    /** Of one field that is no file; the largest is a mask of 256 by 256 numbers. */
    static final int MAX_TEXT = 4 << 20;

    private static final int MAX_PARTS = 64;
    private static final int MAX_HEAD = 8 << 10;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final byte[] body;
    private final byte[] delimiter;
    private final Map<String, String> fields = new HashMap<>();
    private final List<Upload> files = new ArrayList<>();

    private MultipartReader(String boundary, byte[] body) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    }

    /** @param body from now on the form's */
    static Form read(String boundary, byte[] body) throws RequestRefused {
        var reader = new MultipartReader(boundary, body);
        reader.readParts();
        return new Form(reader.fields, reader.files);
    }

    private void readParts() throws RequestRefused {
        int at = afterFirstDelimiter();
        for (int part = 0; !startsWith(at, "--"); part++) {
            if (part == MAX_PARTS) {
                throw RequestRefused.badValue("The body has more than " + MAX_PARTS + " parts.");
            }
            at = readPart(at);
        }
    }

    private int afterFirstDelimiter() throws RequestRefused {
        byte[] opening = Arrays.copyOfRange(delimiter, 2, delimiter.length);
        if (body.length >= opening.length && Arrays.equals(body, 0, opening.length, opening, 0, opening.length)) {
            return opening.length;
        }
        return find(delimiter, 0, body.length)
                        .orElseThrow(() -> RequestRefused.badValue("The body has no part: its boundary never occurs."))
                + delimiter.length;
    }

    /** @return where the next delimiter has ended */
    private int readPart(int start) throws RequestRefused {
        int headEnd = find(BLANK_LINE, start, Math.min(body.length, start + MAX_HEAD))
                .orElseThrow(
                        () -> RequestRefused.badValue("A part's headers do not end within " + MAX_HEAD + " bytes."));
        int contentStart = headEnd + BLANK_LINE.length;
        // The content may be empty: then its delimiter begins with the blank line's end.
        int contentEnd = find(delimiter, contentStart - 2, body.length)
                .orElseThrow(() -> RequestRefused.badValue("The body ends in the middle of a part."));
        take(head(start, headEnd), contentStart, Math.max(contentStart, contentEnd));
        return contentEnd + delimiter.length;
    }

    private Map<String, String> head(int start, int end) {
        var headers = new TreeMap<String, String>();
        for (var line : new String(body, start, end - start, UTF_8).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private void take(Map<String, String> head, int start, int end) throws RequestRefused {
        var parameters = HeaderParameters.of(head.getOrDefault("content-disposition", ""));
        var name = parameters.find("name").orElseThrow(() -> RequestRefused.badValue("A part has no name."));
        if (parameters.find("filename").isPresent()
                || parameters.find("filename*").isPresent()) {
            var content = ByteBuffer.wrap(body, start, end - start).slice().asReadOnlyBuffer();
            files.add(new Upload(name, head.getOrDefault("content-type", ""), content));
        } else if (end - start > MAX_TEXT) {
            throw new RequestRefused(
                    RequestRefused.Fault.TOO_LARGE,
                    "Field " + Form.shown(name) + " has more than " + MAX_TEXT + " bytes. Files need a file name.");
        } else {
            fields.put(name, new String(body, start, end - start, UTF_8));
        }
    }

    private boolean startsWith(int at, String text) throws RequestRefused {
        if (at + text.length() > body.length) {
            throw RequestRefused.badValue("The body ends in the middle of a delimiter.");
        }
        return text.equals(new String(body, at, text.length(), ISO_8859_1));
    }

    private OptionalInt find(byte[] wanted, int from, int to) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }
}
