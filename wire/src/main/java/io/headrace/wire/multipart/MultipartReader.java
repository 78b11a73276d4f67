package io.headrace.wire.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a body part by part. What a part says of its length is not believed; how large it may be, whoever reads says.
 * One thread.
 */
public final class MultipartReader {

    private static final int MAX_BOUNDARY = 70;
    private static final int MAX_LINE = 4_096;
    private static final int MAX_LINES = 32;

    private final BoundedScanner scanner;
    private final byte[] delimiter;
    private final int maxParts;
    private int parts;

    private MultipartReader(InputStream body, String boundary, int maxParts) {
        this.scanner = new BoundedScanner(body);
        this.delimiter = bytes("\r\n--" + boundary);
        this.maxParts = maxParts;
    }

    /**
     * @param body stands behind its first boundary afterwards
     * @throws GarbledPartsException when there is no such boundary
     * @throws IOException when the body breaks off
     */
    public static MultipartReader open(InputStream body, String boundary, int maxParts)
            throws IOException, GarbledPartsException {
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new GarbledPartsException("multipart: boundary is empty or longer than " + MAX_BOUNDARY);
        }
        var reader = new MultipartReader(body, boundary, maxParts);
        reader.begin(bytes("--" + boundary));
        return reader;
    }

    private void begin(byte[] opening) throws IOException, GarbledPartsException {
        if (!scanner.take(opening)
                && scanner.readTo(delimiter, OutputStream.nullOutputStream(), MAX_LINE) == BoundedScanner.End.STREAM) {
            throw new GarbledPartsException("multipart: NextPart: EOF");
        }
    }

    /** The head of the next part, by names in any case; empty when there is none. The part before must be read. */
    public Optional<Map<String, String>> next() throws IOException, GarbledPartsException {
        if (scanner.take(bytes("--"))) {
            return Optional.empty();
        }
        if (!scanner.line(MAX_LINE).isEmpty()) {
            throw new GarbledPartsException("multipart: expecting a new Part");
        }
        if (parts++ == maxParts) {
            throw new GarbledPartsException("multipart: more than " + maxParts + " parts");
        }
        return Optional.of(head());
    }

    private Map<String, String> head() throws IOException, GarbledPartsException {
        var head = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = scanner.line(MAX_LINE); !line.isEmpty(); line = scanner.line(MAX_LINE)) {
            int colon = line.indexOf(':');
            if (colon < 1 || head.size() == MAX_LINES) {
                throw new GarbledPartsException("malformed MIME header: missing colon: \"" + shown(line) + "\"");
            }
            head.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return head;
    }

    /** Hands the bytes of the part to {@code sink}; more than {@code limit} are refused. */
    public void body(OutputStream sink, long limit) throws IOException, GarbledPartsException {
        if (scanner.readTo(delimiter, sink, limit) == BoundedScanner.End.STREAM) {
            throw new GarbledPartsException("unexpected EOF");
        }
    }

    /** For errors: the beginning of what somebody sent, in printable characters. */
    public static String shown(String text) {
        return text.substring(0, Math.min(64, text.length())).replaceAll("[^ -~]", "?");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
