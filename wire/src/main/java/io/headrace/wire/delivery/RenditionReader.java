package io.headrace.wire.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the parts of a delivery as they arrive. Those that count pixels are renditions; others, which carry perceptual
 * hashes, are passed over. What a part says of its length is not believed.
 */
public final class RenditionReader {

    private static final int MAX_BOUNDARY = 70;
    private static final int MAX_LINE = 4_096;
    private static final int MAX_LINES = 32;

    private final BoundedScanner scanner;
    private final String boundary;
    private final DeliveryLimits limits;
    private final boolean keep;

    private RenditionReader(InputStream body, String boundary, DeliveryLimits limits, boolean keep) {
        this.scanner = new BoundedScanner(body);
        this.boundary = boundary;
        this.limits = limits;
        this.keep = keep;
    }

    /**
     * @param body is read to the end of its last part
     * @throws GarbledDeliveryException when it is no delivery, or larger than the limits
     * @throws IOException when it breaks off; the worker may send it again
     */
    public static List<Delivery.Part> read(InputStream body, String boundary, DeliveryLimits limits)
            throws IOException, GarbledDeliveryException {
        return new RenditionReader(body, boundary, limits, true).parts();
    }

    /** Looks at a delivery that nobody waits for, as closely as {@link #read} does, and keeps none of it. */
    public static void skip(InputStream body, String boundary, DeliveryLimits limits)
            throws IOException, GarbledDeliveryException {
        new RenditionReader(body, boundary, limits, false).parts();
    }

    private List<Delivery.Part> parts() throws IOException, GarbledDeliveryException {
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new GarbledDeliveryException("multipart: boundary is empty or longer than " + MAX_BOUNDARY);
        }
        var renditions = new ArrayList<Delivery.Part>();
        begin();
        long left = limits.bytes();
        for (int part = 0; !atEnd(); part++) {
            if (part == limits.parts()) {
                throw new GarbledDeliveryException("multipart: more than " + limits.parts() + " parts");
            }
            var head = head();
            var pixels = pixels(head);
            var media = new Media(pixels.isPresent() && keep);
            readBody(media, left);
            left -= media.passed;
            pixels.ifPresent(count -> renditions.add(new Delivery.Part(
                    head.getOrDefault(DeliveryHeaders.CONTENT_TYPE, ""), count, media.toMediaBytes())));
        }
        return renditions;
    }

    private void begin() throws IOException, GarbledDeliveryException {
        var opening = bytes("--" + boundary);
        if (!scanner.take(opening)
                && scanner.readTo(bytes("\r\n--" + boundary), OutputStream.nullOutputStream(), MAX_LINE)
                        == BoundedScanner.End.STREAM) {
            throw new GarbledDeliveryException("multipart: NextPart: EOF");
        }
    }

    /** Behind a boundary: the end of everything, or of a line after which a part begins. */
    private boolean atEnd() throws IOException, GarbledDeliveryException {
        if (scanner.take(bytes("--"))) {
            return true;
        }
        if (!scanner.line(MAX_LINE).isEmpty()) {
            throw new GarbledDeliveryException("multipart: expecting a new Part");
        }
        return false;
    }

    private Map<String, String> head() throws IOException, GarbledDeliveryException {
        var head = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = scanner.line(MAX_LINE); !line.isEmpty(); line = scanner.line(MAX_LINE)) {
            int colon = line.indexOf(':');
            if (colon < 1 || head.size() == MAX_LINES) {
                throw new GarbledDeliveryException("malformed MIME header: missing colon: \"" + shown(line) + "\"");
            }
            head.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return head;
    }

    private static Optional<PixelCount> pixels(Map<String, String> head) throws GarbledDeliveryException {
        var text = head.get(DeliveryHeaders.PIXELS);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PixelCount(Long.parseLong(text)));
        } catch (IllegalArgumentException noCount) {
            throw new GarbledDeliveryException("strconv.ParseInt: parsing \"" + shown(text) + "\": invalid syntax");
        }
    }

    private void readBody(OutputStream sink, long limit) throws IOException, GarbledDeliveryException {
        if (scanner.readTo(bytes("\r\n--" + boundary), sink, limit) == BoundedScanner.End.STREAM) {
            throw new GarbledDeliveryException("unexpected EOF");
        }
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(64, text.length())).replaceAll("[^ -~]", "?");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Counts what passes, and keeps it if it is wanted. */
    private static final class Media extends ByteArrayOutputStream {
        private final boolean keep;
        private long passed;

        Media(boolean keep) {
            this.keep = keep;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            passed += length;
            if (keep) {
                super.write(bytes, offset, length);
            }
        }

        /** Gives its array away when it is full to the last byte. */
        MediaBytes toMediaBytes() {
            return MediaBytes.owning(count == buf.length ? buf : toByteArray());
        }
    }
}
