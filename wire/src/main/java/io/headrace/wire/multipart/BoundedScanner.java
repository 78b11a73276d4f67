package io.headrace.wire.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Reads a stream from one delimiter to the next, through a buffer of fixed size. One thread. */
final class BoundedScanner {

    private static final int BUFFER = 64 * 1024;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    BoundedScanner(InputStream stream) {
        this.stream = stream;
    }

    /** How a piece ended. */
    enum End {
        DELIMITER,
        STREAM
    }

    /**
     * Hands what comes before the delimiter to {@code sink}, and goes on behind the delimiter.
     *
     * @param delimiter shorter than the buffer
     * @throws GarbledPartsException when more than {@code limit} bytes come before it
     */
    End readTo(byte[] delimiter, OutputStream sink, long limit) throws IOException, GarbledPartsException {
        long left = limit;
        while (true) {
            int at = find(delimiter);
            int end = at >= 0 ? at : Math.max(from, to - delimiter.length + 1);
            left -= end - from;
            if (left < 0) {
                throw new GarbledPartsException("a part has more than " + limit + " bytes");
            }
            sink.write(buffer, from, end - from);
            from = end;
            if (at >= 0) {
                from += delimiter.length;
                return End.DELIMITER;
            }
            if (!fill()) {
                sink.write(buffer, from, to - from);
                from = to;
                return End.STREAM;
            }
        }
    }

    /** The next line, without its end; what is left of the stream counts as one. */
    String line(int limit) throws IOException, GarbledPartsException {
        var line = new ByteArrayOutputStream();
        readTo(new byte[] {'\n'}, line, limit);
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** Whether the stream goes on with these bytes, which are then taken. */
    boolean take(byte[] expected) throws IOException {
        while (to - from < expected.length) {
            if (!fill()) {
                return false;
            }
        }
        boolean there = Arrays.equals(buffer, from, from + expected.length, expected, 0, expected.length);
        from += there ? expected.length : 0;
        return there;
    }

    private int find(byte[] delimiter) {
        for (int at = from; at <= to - delimiter.length; at++) {
            if (buffer[at] == delimiter[0]
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                return at;
            }
        }
        return -1;
    }

    /** False at the end of the stream. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int count = stream.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }
}
