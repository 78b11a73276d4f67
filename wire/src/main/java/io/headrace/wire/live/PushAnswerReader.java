package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the answer to a push, part by part as it arrives. Every gateway states the length of a part, and that is what
 * is believed: media is not searched for boundaries. Keeps one part in memory. One thread.
 */
public final class PushAnswerReader {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/mixed; boundary=([0-9A-Za-z]{1,70})");
    private static final int MAX_LINE = 4_096;
    private static final int MAX_LINES = 16;
    private static final int MAX_URL = 8_192;

    private final InputStream body;
    private final String boundary;
    private long left;

    /**
     * @param contentType of the answer
     * @param limit bytes of all renditions together
     * @throws GarbledAnswerException when the answer is no such one
     */
    public PushAnswerReader(InputStream body, String contentType, long limit)
            throws IOException, GarbledAnswerException {
        var match = BOUNDARY.matcher(contentType);
        if (!match.matches()) {
            throw new GarbledAnswerException("No answer with renditions: \"" + contentType + "\"");
        }
        this.body = new BufferedInputStream(body);
        this.boundary = "--" + match.group(1);
        this.left = limit;
    }

    /**
     * The next rendition; empty at the end.
     *
     * @throws IOException when the answer breaks off
     */
    public Optional<AnsweredRendition> next() throws IOException, GarbledAnswerException {
        var line = line();
        if (line.isEmpty()) {
            line = line();
        }
        if (line.equals(boundary + "--")) {
            return Optional.empty();
        }
        if (!line.equals(boundary)) {
            throw new GarbledAnswerException("No boundary where a part ends: \"" + line + "\"");
        }
        return Optional.of(part(head()));
    }

    private AnsweredRendition part(Map<String, String> head) throws IOException, GarbledAnswerException {
        var profile = head.getOrDefault("Rendition-Name", "");
        var mediaType = head.getOrDefault("Content-Type", "").replaceFirst(";.*", "");
        int length = length(head);
        if (mediaType.equals(AnsweredRendition.URI_TYPE)) {
            if (length > MAX_URL) {
                throw new GarbledAnswerException("An address of " + length + " bytes");
            }
            return new AnsweredRendition.Stored(profile, new String(content(length), UTF_8));
        }
        var container = Arrays.stream(Container.values())
                .filter(each -> each.mediaType().equals(mediaType))
                .findFirst()
                .orElseThrow(() -> new GarbledAnswerException("A rendition of type \"" + mediaType + "\""));
        return new AnsweredRendition.Inline(profile, container, MediaBytes.owning(content(length)));
    }

    private byte[] content(int length) throws IOException {
        byte[] content = body.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("The answer broke off after " + content.length + " of " + length + " bytes");
        }
        return content;
    }

    private int length(Map<String, String> head) throws GarbledAnswerException {
        try {
            int length = Integer.parseInt(head.getOrDefault("Content-Length", ""));
            left -= length;
            if (length >= 0 && left >= 0) {
                return length;
            }
        } catch (NumberFormatException absent) {
            throw new GarbledAnswerException("A part of unknown length");
        }
        throw new GarbledAnswerException("A part with a length below zero, or more bytes than are taken");
    }

    private Map<String, String> head() throws IOException, GarbledAnswerException {
        var head = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int lines = 0; lines <= MAX_LINES; lines++) {
            var line = line();
            if (line.isEmpty()) {
                return head;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new GarbledAnswerException("No colon in the head of a part: \"" + line + "\"");
            }
            head.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        throw new GarbledAnswerException("The head of a part has more than " + MAX_LINES + " lines");
    }

    private String line() throws IOException, GarbledAnswerException {
        var line = new ByteArrayOutputStream();
        for (int next = body.read(); next != '\n'; next = body.read()) {
            if (next < 0) {
                throw new EOFException("The answer broke off between two parts");
            }
            if (line.size() == MAX_LINE) {
                throw new GarbledAnswerException("A line of more than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
